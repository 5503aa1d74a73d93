import type { PolicyHistory } from '@plumbline/shared/contracts/policy.ts';
import { patterns, type Signal } from '@plumbline/shared/domain/vocabulary.ts';
import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { Section } from '../../components/Section.tsx';
import { said } from '../../components/toasts.tsx';
import { useReader } from '../../components/useReader.ts';
import { fieldErrors } from '../../lib/field-errors.ts';
import { count, formatDate } from '../../lib/formats.ts';
import { patternMeanings, patternNames, signalWords } from '../patterns/words.ts';
import { BacktestResult } from './BacktestResult.tsx';
import { changesFrom, check, type Draft, draftOf, type TypedPolicy } from './draft.ts';
import classes from './PolicyPage.module.css';
import { useBacktest, useSetPolicy } from './policy.mutations.ts';

/** The norms with what each expects; for executives to change, to try on the past, and to publish. */
export function PolicyForm({ history }: { history: PolicyHistory }) {
  const { versions, expectations, nextMonday, can } = history;
  const newest = versions[0];
  const reader = useReader();
  const [draft, setDraft] = useState<Draft | null>(newest ? draftOf(newest) : null);
  const [inForceFrom, setInForceFrom] = useState(nextMonday);
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const trial = useBacktest();
  const publish = useSetPolicy();
  if (newest === undefined || draft === null) return null;

  const changed = changesFrom(newest, draft);
  const set = (change: Partial<Draft>) => {
    setDraft({ ...draft, ...change });
    trial.reset();
    publish.reset();
  };
  /** Goes on with what was typed if it is right, else says what is not. */
  const checked = (go: (policy: TypedPolicy) => void) => {
    const result = check(draft);
    setWrong(result.ok ? {} : result.wrong);
    if (result.ok) go(result.policy);
  };

  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        checked((policy) =>
          publish.mutate(
            { ...policy, version: newest.version, inForceFrom },
            {
              onSuccess: () => said(`Published. It counts from ${formatDate(inForceFrom, reader)}.`),
              onError: (error) => setWrong(fieldErrors(error)),
            },
          ),
        );
      }}
    >
      {patterns.map((pattern) => (
        <Section key={pattern} title={patternNames[pattern]} note={patternMeanings[pattern]}>
          <ul>
            {expectations
              .filter((expectation) => expectation.pattern === pattern)
              .map(({ signal, sentence }) => (
                <NormRow
                  key={signal}
                  signal={signal}
                  sentence={sentence}
                  value={draft.norms[signal]}
                  isChanged={changed.includes(signal)}
                  error={wrong[signal]}
                  onChange={can.set ? (value) => set({ norms: { ...draft.norms, [signal]: value } }) : null}
                />
              ))}
          </ul>
        </Section>
      ))}
      <Section title="Times" note="In business days of the rep, or of the manager.">
        <ul>
          <TimeRow
            name="Response time"
            meaning="A lapse is to be answered within it."
            value={draft.responseBusinessDays}
            error={wrong.responseBusinessDays}
            onChange={can.set ? (value) => set({ responseBusinessDays: value }) : null}
          />
          <TimeRow
            name="Reply window"
            meaning="Executives see a manager’s week, and a flag, after it: the manager replies first."
            value={draft.replyBusinessDays}
            error={wrong.replyBusinessDays}
            onChange={can.set ? (value) => set({ replyBusinessDays: value }) : null}
          />
        </ul>
      </Section>

      {can.set && (
        <div className={classes.actions}>
          <ErrorLine error={publish.error ?? trial.error} />
          <p className={classes.changes}>
            {changed.length === 0
              ? 'Nothing is changed yet.'
              : `${count(changed.length, 'change')}, not published. Flags already raised stay as they are.`}
          </p>
          <div className={classes.buttons}>
            <Button
              variant="default"
              disabled={changed.length === 0}
              loading={trial.isPending}
              onClick={() =>
                checked(({ norms, responseBusinessDays }) => trial.mutate({ norms, responseBusinessDays }))
              }
            >
              Try on the past
            </Button>
            <TextInput
              type="date"
              aria-label="In force from, a Monday"
              value={inForceFrom}
              min={nextMonday}
              step={7}
              onChange={({ currentTarget }) => setInForceFrom(currentTarget.value)}
              error={wrong.inForceFrom}
            />
            <Button type="submit" disabled={changed.length === 0} loading={publish.isPending}>
              Publish from {inForceFrom === '' ? '…' : formatDate(inForceFrom, reader)}
            </Button>
          </div>
        </div>
      )}
      {trial.data && <BacktestResult key={trial.submittedAt} result={trial.data} />}
    </form>
  );
}

function NormRow({
  signal,
  sentence,
  value,
  isChanged,
  error,
  onChange,
}: {
  signal: Signal;
  sentence: string;
  value: string;
  isChanged: boolean;
  error: string | undefined;
  /** Null: for reading only. */
  onChange: ((value: string) => void) | null;
}) {
  const unit = signal === 'selective_leniency' ? 'points' : '%';
  const { name } = signalWords[signal];
  return (
    <Row name={name} meaning={sentence} isChanged={isChanged}>
      {onChange === null ? (
        <span className={classes.fixed}>
          at most {value} {unit}
        </span>
      ) : (
        <NumberField
          label={`${name}: at most`}
          before="at most"
          value={value}
          unit={unit}
          error={error}
          onChange={onChange}
        />
      )}
    </Row>
  );
}

function TimeRow({
  name,
  meaning,
  value,
  error,
  onChange,
}: {
  name: string;
  meaning: string;
  value: string;
  error: string | undefined;
  onChange: ((value: string) => void) | null;
}) {
  return (
    <Row name={name} meaning={meaning} isChanged={false}>
      {onChange === null ? (
        <span className={classes.fixed}>{value} days</span>
      ) : (
        <NumberField label={name} value={value} unit="days" error={error} onChange={onChange} />
      )}
    </Row>
  );
}

function Row({
  name,
  meaning,
  isChanged,
  children,
}: {
  name: string;
  meaning: string;
  isChanged: boolean;
  children: ReactNode;
}) {
  return (
    <li className={classes.row} data-changed={isChanged || undefined}>
      <span className={classes.name}>{name}</span>
      <span className={classes.meaning}>{meaning}</span>
      {children}
    </li>
  );
}

function NumberField({
  label,
  before,
  value,
  unit,
  error,
  onChange,
}: {
  label: string;
  before?: string;
  value: string;
  unit: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className={classes.field}>
      {before}
      <TextInput
        id={id}
        className={classes.number}
        type="number"
        inputMode="numeric"
        aria-label={`${label} ${unit}`}
        value={value}
        error={error}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <label htmlFor={id}>{unit}</label>
    </div>
  );
}
