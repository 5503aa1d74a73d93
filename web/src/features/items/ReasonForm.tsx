import { Textarea } from '@mantine/core';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { type Excuse, excuses, excuseWords } from '@plumbline/shared/domain/vocabulary.ts';
import { useState } from 'react';
import { ChoiceField } from '../../components/ChoiceField.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { TimeField } from '../../components/TimeField.tsx';
import { quickTimes } from '../../lib/quick-times.ts';
import { choices } from '../../lib/words.ts';
import { useReader } from '../../components/useReader.ts';
import { useGiveReason } from './items.mutations.tsx';

/** Say why: the excuse, in my own words, and what I commit to. */
export function ReasonForm({ item, onDone }: { item: Item; onDone: () => void }) {
  const reader = useReader();
  const [quick] = useState(() => quickTimes(reader));
  const [excuse, setExcuse] = useState<Excuse | null>(null);
  const [note, setNote] = useState('');
  const [committedTo, setCommittedTo] = useState<string | null>(null);
  const giveReason = useGiveReason();

  return (
    <SendForm
      label={`Say why ${item.title} is late`}
      sendLabel="Say why"
      isSending={giveReason.isPending}
      onCancel={onDone}
      onSend={() => {
        if (excuse === null) return;
        giveReason.mutate(
          { item, body: { excuse, note: note.trim() || undefined, committedTo: committedTo ?? undefined } },
          { onSuccess: onDone },
        );
      }}
    >
      <ChoiceField
        legend="Why"
        options={choices(excuseWords, excuses)}
        value={excuse}
        onChange={setExcuse}
        autoFocus
      />
      <Textarea
        label="In your words"
        placeholder="Optional"
        maxLength={4000}
        autosize
        minRows={2}
        maxRows={6}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <TimeField
        legend="I will have it done by"
        quick={quick}
        noneLabel="no promise"
        timeZone={reader.timeZone}
        value={committedTo}
        onChange={setCommittedTo}
      />
    </SendForm>
  );
}
