import { Textarea } from '@mantine/core';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { useState } from 'react';
import { SendForm } from '../../components/SendForm.tsx';
import { TimeField } from '../../components/TimeField.tsx';
import { quickTimes } from '../../lib/quick-times.ts';
import { useReader } from '../../components/useReader.ts';
import { useRequestExtension } from './items.mutations.tsx';

/** Ask for time: until when, and why. The manager answers. */
export function ExtensionForm({ item, onDone }: { item: Item; onDone: () => void }) {
  const reader = useReader();
  // Counted from the due time: an earlier one would be no extension.
  const [quick] = useState(() => quickTimes(reader, new Date(item.currentDueAt)));
  const [newDueAt, setNewDueAt] = useState(quick[0]?.value ?? null);
  const [note, setNote] = useState('');
  const request = useRequestExtension();

  return (
    <SendForm
      label={`Ask for time for ${item.title}`}
      sendLabel="Ask for time"
      isSending={request.isPending}
      onCancel={onDone}
      onSend={() => {
        if (newDueAt === null) return;
        request.mutate({ item, body: { newDueAt, note: note.trim() || undefined } }, { onSuccess: onDone });
      }}
    >
      <TimeField
        legend="I need until"
        quick={quick}
        timeZone={reader.timeZone}
        value={newDueAt}
        onChange={setNewDueAt}
      />
      <Textarea
        label="Why"
        placeholder="Optional"
        maxLength={4000}
        autosize
        minRows={2}
        maxRows={6}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </SendForm>
  );
}
