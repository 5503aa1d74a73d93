import { Textarea } from '@mantine/core';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { useState } from 'react';
import { SendForm } from '../../components/SendForm.tsx';
import { TimeField } from '../../components/TimeField.tsx';
import { useReader } from '../../components/useReader.ts';
import { quickTimes } from '../../lib/quick-times.ts';
import classes from './ItemPanel.module.css';
import { useGrantExtension } from './items.mutations.tsx';

/** More time that nobody asked for; says when it counts as a moved deadline. */
export function GrantForm({ item, onDone }: { item: Item; onDone: () => void }) {
  const reader = useReader();
  const [quick] = useState(() =>
    quickTimes(reader, new Date(Math.max(Date.parse(item.currentDueAt), reader.now.getTime()))),
  );
  const [newDueAt, setNewDueAt] = useState(quick[0]?.value ?? null);
  const [note, setNote] = useState('');
  const grant = useGrantExtension();
  const isMoved =
    newDueAt !== null &&
    (item.extendableUntil === null || Date.parse(newDueAt) > Date.parse(item.extendableUntil));

  return (
    <SendForm
      label={`More time for ${item.title}`}
      sendLabel="Give more time"
      isSending={grant.isPending}
      onCancel={onDone}
      onSend={() => {
        if (newDueAt !== null)
          grant.mutate({ item, body: { newDueAt, note: note.trim() || undefined } }, { onSuccess: onDone });
      }}
    >
      <TimeField
        legend="Until"
        quick={quick}
        timeZone={reader.timeZone}
        value={newDueAt}
        onChange={setNewDueAt}
      />
      <p className={classes.moved} role="status">
        {isMoved && 'This counts as a moved deadline.'}
      </p>
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
