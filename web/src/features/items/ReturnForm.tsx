import { Textarea } from '@mantine/core';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { useState } from 'react';
import { SendForm } from '../../components/SendForm.tsx';
import { firstName } from '../../lib/formats.ts';
import { useReturn, useWaive } from './items.mutations.tsx';

/** What is missing, so that it can be handed in again. */
export function ReturnForm({ item, onDone }: { item: Item; onDone: () => void }) {
  const giveBack = useReturn();
  return (
    <ReasonField
      label={`Return ${item.title}`}
      sendLabel="Return"
      question="What is missing"
      hint={`${firstName(item.rep.name)} reads it at once. The due time stays.`}
      isSending={giveBack.isPending}
      onSend={(reason) => giveBack.mutate({ item, body: { reason } }, { onSuccess: onDone })}
      onCancel={onDone}
    />
  );
}

/** Why it need not be done. */
export function WaiverForm({ item, onDone }: { item: Item; onDone: () => void }) {
  const waive = useWaive();
  return (
    <ReasonField
      label={`Let ${item.title} go`}
      sendLabel="Let go"
      question="Why it need not be done"
      hint={
        item.state === 'late'
          ? 'It stays on record as late, and as let go after it was due.'
          : `${firstName(item.rep.name)} is told.`
      }
      isSending={waive.isPending}
      onSend={(reason) => waive.mutate({ item, body: { reason } }, { onSuccess: onDone })}
      onCancel={onDone}
    />
  );
}

function ReasonField({
  label,
  sendLabel,
  question,
  hint,
  isSending,
  onSend,
  onCancel,
}: {
  label: string;
  sendLabel: string;
  question: string;
  hint: string;
  isSending: boolean;
  onSend: (reason: string) => void;
  onCancel: () => void;
}) {
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  return (
    <SendForm
      label={label}
      sendLabel={sendLabel}
      isSending={isSending}
      onCancel={onCancel}
      onSend={() => {
        if (reason.trim() === '') setMissing(true);
        else onSend(reason.trim());
      }}
    >
      <Textarea
        label={question}
        description={hint}
        error={isMissing && reason.trim() === '' ? 'Say it in a few words' : undefined}
        maxLength={4000}
        autosize
        minRows={2}
        maxRows={8}
        value={reason}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </SendForm>
  );
}
