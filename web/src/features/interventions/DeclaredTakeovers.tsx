import { Button, Textarea } from '@mantine/core';
import type { Intervention } from '@plumbline/shared/contracts/interventions.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Section } from '../../components/Section.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { useReader } from '../../components/useReader.ts';
import { useRowKeys } from '../../components/useRowKeys.ts';
import { formatDate, formatTime } from '../../lib/formats.ts';
import { useMe } from '../identity/identity.queries.ts';
import classes from './DeclaredTakeovers.module.css';
import { useConfirmTakeover, useHandBack } from './interventions.mutations.ts';
import { interventionsQuery } from './interventions.queries.ts';

/** Takeovers by the manager's own word, with the plan to hand them back; overdue ones first. `whenNone` stands where there are none. */
export function DeclaredTakeovers({ whenNone = null }: { whenNone?: ReactNode }) {
  const query = useInfiniteQuery(interventionsQuery('open'));
  const list = useRef<HTMLUListElement>(null);
  const [handingBack, setHandingBack] = useState<string | null>(null);
  const declared = (query.data?.pages ?? []).flatMap(({ rows }) => rows);
  useRowKeys(list, {
    h: (id) => {
      if (declared.find((one) => one.id === id)?.can.handBack) setHandingBack(id);
    },
  });
  if (query.data && declared.length === 0) return whenNone;
  if (!query.data) return null;
  return (
    <Section title="Declared" note="By the manager’s own word: no evidence either way.">
      <ul ref={list}>
        {declared.map((intervention) => (
          <Declared
            key={intervention.id}
            intervention={intervention}
            isHandingBack={handingBack === intervention.id}
            onHandBack={(isOpen) => setHandingBack(isOpen ? intervention.id : null)}
          />
        ))}
      </ul>
      <MoreRows query={query} />
    </Section>
  );
}

function Declared({
  intervention,
  isHandingBack,
  onHandBack,
}: {
  intervention: Intervention;
  isHandingBack: boolean;
  onHandBack: (isOpen: boolean) => void;
}) {
  const reader = useReader();
  const me = useMe();
  const confirm = useConfirmTakeover();
  const { opportunity, manager, rep, reason, missingSkill, plannedHandBackOn, overdue, request, can } =
    intervention;
  const deal = `${opportunity.name}, ${opportunity.account}`;
  return (
    <li className={classes.declared} data-row={intervention.id}>
      <div>
        <p className={classes.deal}>
          {opportunity.name} <span className={classes.quiet}>{opportunity.account}</span>
        </p>
        <p className={classes.quiet}>
          {manager.id === me.id ? `For ${rep?.name ?? 'a rep'}` : `${manager.name} leads it`} since{' '}
          {formatTime(intervention.startedAt, reader)}
          {request && ` · ${requestWords(request)}`}
        </p>
        {reason && <p>{reason}</p>}
        {missingSkill && <p className={classes.quiet}>Still to learn: {missingSkill}</p>}
        {isHandingBack && <HandBackForm intervention={intervention} onDone={() => onHandBack(false)} />}
      </div>
      <p className={overdue ? classes.overdue : classes.quiet}>
        {plannedHandBackOn &&
          (overdue
            ? `hand-back was planned for ${formatDate(plannedHandBackOn, reader)}`
            : `hand back by ${formatDate(plannedHandBackOn, reader)}`)}
      </p>
      <div className={classes.actions}>
        {can.handBack && !isHandingBack && (
          <Button
            variant="light"
            size="compact-md"
            data-row-focus
            rightSection={<kbd>h</kbd>}
            aria-label={`Hand back ${deal}`}
            onClick={() => onHandBack(true)}
          >
            Hand back
          </Button>
        )}
        {can.answer && (
          <>
            <Button
              variant="light"
              size="compact-md"
              aria-label={`I asked for it: ${deal}`}
              loading={confirm.isPending}
              onClick={() => confirm.mutate({ id: intervention.id, asked: true })}
            >
              I asked for it
            </Button>
            <Button
              variant="subtle"
              color="gray"
              data-quiet
              size="compact-md"
              aria-label={`I did not ask for it: ${deal}`}
              loading={confirm.isPending}
              onClick={() => confirm.mutate({ id: intervention.id, asked: false })}
            >
              I did not
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

function requestWords({ by, answer }: NonNullable<Intervention['request']>): string {
  if (answer === 'confirmed') return `asked for by ${by.name}`;
  return answer === 'denied' ? `${by.name} did not ask for it` : `${by.name} is asked to confirm it`;
}

function HandBackForm({ intervention, onDone }: { intervention: Intervention; onDone: () => void }) {
  const [learned, setLearned] = useState('');
  const handBack = useHandBack();
  return (
    <div className={classes.form}>
      <SendForm
        label={`Hand back ${intervention.opportunity.name}`}
        sendLabel="Hand back"
        isSending={handBack.isPending}
        onCancel={onDone}
        onSend={() =>
          handBack.mutate({ id: intervention.id, learned: learned.trim() }, { onSuccess: onDone })
        }
      >
        <Textarea
          label="What the rep learned"
          description={`${intervention.rep?.name ?? 'The rep'} reads it.`}
          required
          withAsterisk={false}
          autoFocus
          maxLength={4000}
          autosize
          minRows={2}
          maxRows={6}
          value={learned}
          onChange={(event) => setLearned(event.currentTarget.value)}
        />
      </SendForm>
    </div>
  );
}
