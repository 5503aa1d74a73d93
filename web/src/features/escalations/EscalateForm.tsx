import { NativeSelect, Textarea } from '@mantine/core';
import type { PersonRef } from '@plumbline/shared/contracts/common.ts';
import { useState } from 'react';
import { SendForm } from '../../components/SendForm.tsx';
import { useEscalate } from './escalations.mutations.ts';

/** Puts what a directive asks for before its issuer, or somebody above. */
export function EscalateForm({
  item,
  receivers,
  onDone,
}: {
  item: { id: string; title: string };
  receivers: readonly PersonRef[];
  onDone: () => void;
}) {
  const [to, setTo] = useState(receivers[0]?.id ?? '');
  const [note, setNote] = useState('');
  const escalate = useEscalate();
  return (
    <SendForm
      label={`Escalate ${item.title}`}
      sendLabel="Escalate"
      isSending={escalate.isPending}
      onCancel={onDone}
      onSend={() =>
        escalate.mutate({ itemId: item.id, body: { to, note: note.trim() } }, { onSuccess: onDone })
      }
    >
      <NativeSelect
        label="To"
        value={to}
        data={receivers.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Textarea
        label="What is to be decided"
        description="Asked for an answer within two business days."
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
