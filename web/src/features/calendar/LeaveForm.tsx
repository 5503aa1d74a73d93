import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { said } from '../../components/toasts.tsx';
import { fieldErrors } from '../../lib/field-errors.ts';
import { meQuery } from '../identity/identity.queries.ts';
import { useRecordLeave } from './calendar.mutations.ts';
import { type Colleague, PersonField } from './PersonField.tsx';

/** Records leave: from when to when, and who takes over. No reason is asked for. */
export function LeaveForm({
  person,
  onRecorded,
  onCancel,
}: {
  /** Null: to be chosen. */
  person: { id: string; name: string } | null;
  onRecorded: () => void;
  onCancel: () => void;
}) {
  const [absentee, setAbsentee] = useState<{ id: string; name: string } | null>(person);
  const [cover, setCover] = useState<Colleague | null>(null);
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [missing, setMissing] = useState<Record<string, string>>({});
  const { data: me } = useQuery(meQuery);
  const record = useRecordLeave();
  const wrong: Record<string, string | undefined> = { ...fieldErrors(record.error), ...missing };

  const label = person !== null && person.id === me?.id ? 'Enter leave' : 'Record leave';

  const send = () => {
    const needed = {
      ...(absentee === null ? { personId: 'Choose somebody from the list' } : {}),
      ...(from === '' ? { from: 'Say from when' } : {}),
      ...(until === '' ? { until: 'Say when they are back' } : {}),
    };
    setMissing(needed);
    if (absentee === null || Object.keys(needed).length > 0) return;
    record.mutate(
      { personId: absentee.id, from, until, coverId: cover?.id ?? null },
      {
        onSuccess: () => {
          said(
            absentee.id === me?.id
              ? 'Your leave is entered. It counts once somebody confirms it.'
              : `Leave of ${absentee.name} is recorded. What would fall due in it is put off.`,
          );
          onRecorded();
        },
      },
    );
  };

  return (
    <SendForm label={label} sendLabel={label} isSending={record.isPending} onSend={send} onCancel={onCancel}>
      {person === null && (
        <PersonField
          label="Who"
          among={({ canRecord }) => canRecord}
          onChange={setAbsentee}
          error={wrong.personId}
        />
      )}
      <TextInput
        type="date"
        label="First day away"
        value={from}
        onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        error={wrong.from}
      />
      <TextInput
        type="date"
        label="First day back"
        value={until}
        min={from}
        onChange={({ currentTarget }) => setUntil(currentTarget.value)}
        error={wrong.until}
      />
      <PersonField
        label="Who takes over"
        description="May be left empty. No reason is asked for."
        among={({ id }) => id !== absentee?.id}
        onChange={setCover}
        error={wrong.coverId}
      />
      <ErrorLine error={record.error} />
    </SendForm>
  );
}
