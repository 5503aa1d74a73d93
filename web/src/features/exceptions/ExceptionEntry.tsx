import { Button } from '@mantine/core';
import type { PolicyException } from '@plumbline/shared/contracts/exceptions.ts';
import { useState } from 'react';
import { useReader } from '../../components/useReader.ts';
import { formatTime } from '../../lib/formats.ts';
import { DecisionForm } from './DecisionForm.tsx';
import classes from './exceptions.module.css';
import { useWithdrawException } from './exceptions.mutations.ts';
import { costOf, kindWords, stateWords } from './words.ts';

export function ExceptionEntry({ exception, showRep }: { exception: PolicyException; showRep: boolean }) {
  const reader = useReader();
  const [isDeciding, setDeciding] = useState(false);
  const withdraw = useWithdrawException();
  const { rep, kind, account, note, state, steps, can } = exception;
  const what = [showRep && rep.name, kindWords[kind], account?.name].filter(Boolean).join(' · ');
  return (
    <li className={classes.entry}>
      <time className={classes.at} dateTime={exception.requestedAt}>
        {formatTime(exception.requestedAt, reader)}
      </time>
      <div>
        <p className={classes.head}>
          {what} · <span className={classes.cost}>{costOf(exception)}</span>
        </p>
        {note && <p className={classes.note}>{note}</p>}
        {steps.map((step) => (
          <div key={`${step.kind} ${step.at}`} className={classes.step}>
            <p>
              {stateWords[step.kind]}
              {step.by && ` by ${step.by.name}`} {formatTime(step.at, reader)}
            </p>
            {step.reason && <p className={classes.note}>{step.reason}</p>}
          </div>
        ))}
        {isDeciding && (
          <div className={classes.form}>
            <DecisionForm exception={exception} onDone={() => setDeciding(false)} />
          </div>
        )}
      </div>
      <div className={classes.actions}>
        {steps.length === 0 && !can.decide && <span className={classes.state}>{stateWords[state]}</span>}
        {can.decide && !isDeciding && (
          <Button
            variant="light"
            size="compact-md"
            aria-label={`Decide: ${what}`}
            onClick={() => setDeciding(true)}
          >
            Decide
          </Button>
        )}
        {can.withdraw && (
          <Button
            variant="subtle"
            color="gray"
            data-quiet
            size="compact-md"
            aria-label={`Take back: ${what}`}
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate(exception.id)}
          >
            Take back
          </Button>
        )}
      </div>
    </li>
  );
}
