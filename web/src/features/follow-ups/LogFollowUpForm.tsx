import { Textarea } from '@mantine/core';
import {
  type Excuse,
  type FollowUpChannel,
  type FollowUpOutcome,
  excuses,
  followUpChannels,
  followUpOutcomes,
} from '@plumbline/shared/domain/vocabulary.ts';
import { useState } from 'react';
import { ChoiceField } from '../../components/ChoiceField.tsx';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { TimeField } from '../../components/TimeField.tsx';
import { fieldErrors } from '../../lib/field-errors.ts';
import { quickTimes } from '../../lib/quick-times.ts';
import { channelWords, choices, excuseWords, outcomeWords } from '../../lib/words.ts';
import { useReader } from '../../components/useReader.ts';
import classes from './follow-ups.module.css';
import { useLogFollowUp } from './follow-ups.mutations.ts';

type Spoken = Exclude<FollowUpChannel, 'app'>;
const spoken = followUpChannels.filter((channel): channel is Spoken => channel !== 'app');
const hour = 3_600_000;

/** Everything has a likely first value, so that `f`, Ctrl+Enter logs a one-to-one reminder held just now. */
export function LogFollowUpForm({
  repId,
  itemIds,
  onLogged,
}: {
  repId: string;
  itemIds: string[];
  onLogged: (itemIds: string[]) => void;
}) {
  const reader = useReader();
  const [promises] = useState(() => quickTimes(reader));
  const [moments] = useState(() => recentTimes(reader.now));
  const [occurredAt, setOccurredAt] = useState<string | null>(moments[0]?.value ?? null);
  const [channel, setChannel] = useState<Spoken>('one_on_one');
  const [outcome, setOutcome] = useState<FollowUpOutcome>('reminder');
  const [excuse, setExcuse] = useState<Excuse | 'none'>('none');
  const [commitmentAt, setCommitmentAt] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState<Record<string, string>>({});
  const log = useLogFollowUp();
  const wrong = { ...fieldErrors(log.error), ...missing };
  const isBackdated = occurredAt !== null && reader.now.getTime() - Date.parse(occurredAt) > 48 * hour;

  const send = () => {
    const needed = neededFor(outcome, excuse, commitmentAt);
    setMissing(needed);
    if (occurredAt === null || Object.keys(needed).length > 0) return;
    log.mutate(
      {
        repId,
        itemIds,
        occurredAt,
        channel,
        outcome,
        excuse: excuse === 'none' ? undefined : excuse,
        commitmentAt: commitmentAt ?? undefined,
        note: note.trim() || undefined,
      },
      { onSuccess: () => onLogged(itemIds) },
    );
  };

  return (
    <SendForm label="Log follow-up" sendLabel="Log" isSending={log.isPending} onSend={send}>
      <ChoiceField
        legend="How"
        options={choices(channelWords, spoken)}
        value={channel}
        onChange={setChannel}
        autoFocus
      />
      <ChoiceField
        legend="What came of it"
        options={choices(outcomeWords, followUpOutcomes)}
        value={outcome}
        onChange={setOutcome}
      />
      <TimeField
        legend="New commitment"
        quick={promises}
        noneLabel="none"
        timeZone={reader.timeZone}
        value={commitmentAt}
        onChange={setCommitmentAt}
        error={wrong.commitmentAt}
      />
      <ChoiceField
        legend="Excuse given"
        options={[{ value: 'none', label: 'none' }, ...choices(excuseWords, excuses)]}
        value={excuse}
        onChange={setExcuse}
        error={wrong.excuse}
      />
      <TimeField
        legend="When"
        quick={moments}
        timeZone={reader.timeZone}
        value={occurredAt}
        onChange={setOccurredAt}
        error={wrong.occurredAt}
      />
      {isBackdated && (
        <p className={classes.caution} role="status">
          More than 48 hours ago: it will be kept, but it no longer counts as the answer to these lapses.
        </p>
      )}
      <Textarea
        label="Note"
        placeholder="Optional; the rep sees it"
        maxLength={4000}
        autosize
        minRows={2}
        maxRows={6}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={wrong.note}
      />
      <ErrorLine error={log.error} />
    </SendForm>
  );
}

/** What an outcome cannot be recorded without, in words for its field. */
function neededFor(
  outcome: FollowUpOutcome,
  excuse: string,
  commitmentAt: string | null,
): Record<string, string> {
  if (outcome === 'excuse_accepted' && excuse === 'none') return { excuse: 'Say which excuse you accepted' };
  if (outcome === 'new_commitment' && commitmentAt === null) return { commitmentAt: 'Say until when' };
  return {};
}

function recentTimes(now: Date) {
  const ago = (hours: number) => new Date(now.getTime() - hours * hour).toISOString();
  return [
    { value: ago(0), label: 'just now' },
    { value: ago(1), label: 'an hour ago' },
    { value: ago(24), label: 'yesterday, this time' },
  ];
}
