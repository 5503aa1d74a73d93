import { TextInput } from '@mantine/core';
import type { Absence } from '@plumbline/shared/contracts/calendar.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { said } from '../../components/toasts.tsx';
import { fieldErrors } from '../../lib/field-errors.ts';
import { meQuery } from '../identity/identity.queries.ts';
import { useChangeLeave } from './calendar.mutations.ts';
import { type Colleague, PersonField } from './PersonField.tsx';

/** Another last day, from today on, or somebody else who takes over. */
export function LeaveChange({ absence, onDone }: { absence: Absence; onDone: () => void }) {
  const { id, version, person, from, until, cover, can } = absence;
  const [day, setDay] = useState(until ?? '');
  const [coverName, setCoverName] = useState(cover?.name ?? '');
  const [other, setOther] = useState<Colleague | null>(null);
  const me = useQuery(meQuery);
  const change = useChangeLeave();
  const wrong = fieldErrors(change.error);
  const send = () =>
    change.mutate(
      { id, version, until: day, coverId: coverName === '' ? null : (other?.id ?? cover?.id ?? null) },
      {
        onSuccess: () => {
          said(`Leave of ${person.name} is changed.`);
          onDone();
        },
      },
    );
  return (
    <SendForm
      label={`Change the leave of ${person.name}`}
      sendLabel="Change leave"
      isSending={change.isPending}
      onSend={send}
      onCancel={onDone}
    >
      <TextInput
        type="date"
        label="First day back"
        description={
          person.id === me.data?.id ? 'From today on. Further days wait to be confirmed.' : 'From today on.'
        }
        required
        min={from}
        value={day}
        onChange={({ currentTarget }) => setDay(currentTarget.value)}
        error={wrong.until}
        data-autofocus
      />
      {can.cover && (
        <PersonField
          label="Who takes over"
          description="May be left empty."
          initial={cover?.name ?? ''}
          among={(colleague) => colleague.id !== person.id}
          onChange={setOther}
          onText={setCoverName}
          error={wrong.coverId}
        />
      )}
      <ErrorLine error={change.error} />
    </SendForm>
  );
}
