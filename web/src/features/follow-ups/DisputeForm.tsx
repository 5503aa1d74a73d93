import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { SendForm } from '../../components/SendForm.tsx';

/** A dispute wants words: what was not so. */
export function DisputeForm({
  readBy,
  isSending,
  onSend,
  onCancel,
}: {
  /** Who gets to read it, as a sentence. */
  readBy: string;
  isSending: boolean;
  onSend: (note: string) => void;
  onCancel: () => void;
}) {
  const [note, setNote] = useState('');
  return (
    <SendForm
      label="Dispute"
      sendLabel="Dispute"
      isSending={isSending}
      onCancel={onCancel}
      onSend={() => onSend(note.trim())}
    >
      <Textarea
        label="What was not so"
        description={readBy}
        required
        withAsterisk={false}
        autoFocus
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
