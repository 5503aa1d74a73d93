import { Textarea } from '@mantine/core';
import type { BulkAction } from '@plumbline/shared/contracts/item-bulk.ts';
import {
  type Excuse,
  type FollowUpChannel,
  type FollowUpOutcome,
  excuses,
  followUpChannels,
  followUpOutcomes,
  excuseWords,
} from '@plumbline/shared/domain/vocabulary.ts';
import { useState } from 'react';
import { ChoiceField } from '../../components/ChoiceField.tsx';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { TimeField } from '../../components/TimeField.tsx';
import { useReader } from '../../components/useReader.ts';
import { fieldErrors } from '../../lib/field-errors.ts';
import { quickTimes } from '../../lib/quick-times.ts';
import { channelWords, choices, outcomeWords } from '../../lib/words.ts';
import type { BulkBody } from './bulk.mutations.ts';
import { bulkWords } from './bulk.ts';

interface Props {
  isSending: boolean;
  error: Error | null;
  onSend: (body: BulkBody) => void;
}

/** What is said to all of them: words, or for what was spoken how it was held and came out. */
export function BulkForm({ action, ...props }: Props & { action: BulkAction }) {
  return action === 'log' ? <SpokenForm {...props} /> : <WordsForm action={action} {...props} />;
}

const template = 'What is in the way, and by when can I have it?';

function WordsForm({ action, isSending, error, onSend }: Props & { action: BulkAction }) {
  const [note, setNote] = useState(action === 'ask' ? template : '');
  const { title, send } = bulkWords[action];
  return (
    <SendForm
      label={title}
      sendLabel={send}
      isSending={isSending}
      onSend={() => onSend(action === 'accept' ? {} : { note: note.trim() || undefined })}
    >
      {action !== 'accept' && (
        <Textarea
          label={action === 'ask' ? 'Message' : 'Note'}
          description={
            action === 'ask'
              ? 'Each rep gets one, about theirs alone; it names the items too, and is the record.'
              : undefined
          }
          placeholder={action === 'ask' ? undefined : 'Optional; the reps see it'}
          autoFocus
          maxLength={4000}
          autosize
          minRows={2}
          maxRows={8}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      <ErrorLine error={error} />
    </SendForm>
  );
}

type Spoken = Exclude<FollowUpChannel, 'app'>;
const spoken = followUpChannels.filter((channel): channel is Spoken => channel !== 'app');
const hour = 3_600_000;

/** One that was held with several at once, or with each in the same words. */
function SpokenForm({ isSending, error, onSend }: Props) {
  const reader = useReader();
  const [promises] = useState(() => quickTimes(reader));
  const [moments] = useState(() =>
    [
      { hours: 0, label: 'just now' },
      { hours: 1, label: 'an hour ago' },
      { hours: 24, label: 'yesterday, this time' },
    ].map(({ hours, label }) => ({
      value: new Date(reader.now.getTime() - hours * hour).toISOString(),
      label,
    })),
  );
  const [occurredAt, setOccurredAt] = useState<string | null>(moments[0]?.value ?? null);
  const [channel, setChannel] = useState<Spoken>('meeting');
  const [outcome, setOutcome] = useState<FollowUpOutcome>('reminder');
  const [excuse, setExcuse] = useState<Excuse | 'none'>('none');
  const [commitmentAt, setCommitmentAt] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const wrong = fieldErrors(error);
  return (
    <SendForm
      label={bulkWords.log.title}
      sendLabel={bulkWords.log.send}
      isSending={isSending}
      onSend={() =>
        onSend({
          occurredAt: occurredAt ?? undefined,
          channel,
          outcome,
          excuse: excuse === 'none' ? undefined : excuse,
          commitmentAt: commitmentAt ?? undefined,
          note: note.trim() || undefined,
        })
      }
    >
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
      <Textarea
        label="Note"
        placeholder="Optional; the reps see it"
        maxLength={4000}
        autosize
        minRows={2}
        maxRows={6}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={wrong.note}
      />
      <ErrorLine error={error} />
    </SendForm>
  );
}
