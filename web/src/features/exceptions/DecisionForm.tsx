import { Textarea } from '@mantine/core';
import type { PolicyException } from '@plumbline/shared/contracts/exceptions.ts';
import { useState } from 'react';
import { ChoiceField } from '../../components/ChoiceField.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { useDecideException, type Word } from './exceptions.mutations.ts';

/** Supported or declined, for good, with a reason that the rep reads. */
export function DecisionForm({ exception, onDone }: { exception: PolicyException; onDone: () => void }) {
  const [word, setWord] = useState<Word | null>(null);
  const [reason, setReason] = useState('');
  const decide = useDecideException();
  const options: { value: Word; label: string }[] = [
    { value: 'declined', label: 'decline' },
    { value: 'supported', label: 'support' },
    ...(exception.can.passUp ? [{ value: 'passed_up' as const, label: 'leave it to an executive' }] : []),
  ];
  return (
    <SendForm
      label={`Decide about ${exception.rep.name}’s exception`}
      sendLabel="Decide"
      isSending={decide.isPending}
      onCancel={onDone}
      onSend={() => {
        if (word !== null)
          decide.mutate({ id: exception.id, word, reason: reason.trim() }, { onSuccess: onDone });
      }}
    >
      <ChoiceField legend="Decision" options={options} value={word} onChange={setWord} autoFocus />
      <Textarea
        label="Reason"
        description={`${exception.rep.name} reads it.`}
        required
        withAsterisk={false}
        maxLength={4000}
        autosize
        minRows={2}
        maxRows={6}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </SendForm>
  );
}
