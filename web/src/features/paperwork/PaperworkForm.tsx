import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { daysOff, type PaperworkType } from '@plumbline/shared/contracts/paperwork.ts';
import { useState } from 'react';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { said } from '../../components/toasts.tsx';
import { useReader } from '../../components/useReader.ts';
import { ApiError } from '../../lib/api-error.ts';
import { fieldErrors } from '../../lib/field-errors.ts';
import { formatDate } from '../../lib/formats.ts';
import { choices } from '../../lib/words.ts';
import { DueDays } from './DueDays.tsx';
import { type Draft, draftOf, newDraft, scheduleOf } from './draft.ts';
import { NextTimes } from './NextTimes.tsx';
import { Owing } from './Owing.tsx';
import { useSavePaperwork } from './paperwork.mutations.ts';
import classes from './paperwork.module.css';
import { dayOffWords } from './words.ts';

/** Name and schedule of a kind of paperwork, with the due times that it gives. */
export function PaperworkForm({
  type,
  today,
  onSaved,
}: {
  /** Null: a new one. */
  type: PaperworkType | null;
  today: string;
  onSaved: () => void;
}) {
  const reader = useReader();
  const latest = type?.coming?.schedule ?? type?.schedule ?? null;
  const [name, setName] = useState(type?.name ?? '');
  const [draft, setDraft] = useState<Draft>(() => (latest === null ? newDraft(today) : draftOf(latest)));
  const [inForceFrom, setInForceFrom] = useState(type?.changeFrom ?? today);
  const [isMissing, setMissing] = useState(false);
  const save = useSavePaperwork();
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const schedule = scheduleOf(draft);
  const wrong: Record<string, string | undefined> = fieldErrors(save.error);
  const isLarge = save.error instanceof ApiError && save.error.code === 'needs_confirmation';

  const send = (confirm: boolean) => {
    setMissing(schedule === null || name.trim() === '');
    if (schedule === null || name.trim() === '') return;
    const isSame =
      latest !== null && JSON.stringify(schedule) === JSON.stringify(scheduleOf(draftOf(latest)));
    const wanted =
      type === null
        ? { name, schedule, confirm }
        : {
            id: type.id,
            version: type.version,
            name,
            confirm,
            ...(isSame ? {} : { schedule, inForceFrom }),
          };
    save.mutate(wanted, {
      onSuccess: () => {
        said(`${name.trim()} is saved. What falls due in the coming fortnight is on people’s lists.`);
        onSaved();
      },
    });
  };

  return (
    <SendForm
      label={type === null ? 'Add paperwork' : `Change ${type.name}`}
      sendLabel="Save"
      isSending={save.isPending}
      onSend={() => send(false)}
    >
      <TextInput
        label="Name"
        description="As people read it: Call report"
        value={name}
        maxLength={300}
        error={wrong.name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <DueDays draft={draft} onChange={change} error={wrong['schedule.rule']} />
      <div className={classes.pair}>
        <TextInput
          type="time"
          label="Due at"
          description="Of their own zone"
          value={draft.dueTime}
          error={wrong['schedule.dueTime']}
          onChange={({ currentTarget }) => change({ dueTime: currentTarget.value })}
        />
        <TextInput
          type="number"
          label="Grace, hours"
          description="Late only after it"
          min={0}
          max={168}
          value={draft.graceHours}
          error={wrong['schedule.graceHours']}
          onChange={({ currentTarget }) => change({ graceHours: currentTarget.value })}
        />
      </div>
      {draft.frequency !== 'business_day' && (
        <NativeSelect
          label="On a day that is not worked"
          value={draft.onDayOff}
          data={choices(dayOffWords, daysOff)}
          onChange={({ currentTarget }) => {
            const onDayOff = daysOff.find((one) => one === currentTarget.value);
            if (onDayOff) change({ onDayOff });
          }}
        />
      )}
      <Owing
        owedBy={draft.owedBy}
        known={type?.people ?? []}
        onChange={(owedBy) => change({ owedBy })}
        error={wrong['schedule.owedBy.ids']}
      />
      <div className={classes.pair}>
        <TextInput
          type="date"
          label="From"
          value={draft.startsOn}
          error={wrong['schedule.startsOn']}
          onChange={({ currentTarget }) => change({ startsOn: currentTarget.value })}
        />
        <TextInput
          type="date"
          label="Ends before"
          description={undefined}
          value={draft.endsBefore}
          error={wrong['schedule.endsBefore']}
          onChange={({ currentTarget }) => change({ endsBefore: currentTarget.value })}
        />
      </div>
      {type?.schedule && (
        <>
          <Checkbox
            label="Paused: nothing new is made"
            checked={draft.isPaused}
            onChange={({ currentTarget }) => change({ isPaused: currentTarget.checked })}
          />
          <TextInput
            type="date"
            label="The change applies from"
            description={`${formatDate(type.changeFrom, reader)} at the earliest: what is on people’s lists by then stays as it is.`}
            min={type.changeFrom}
            value={inForceFrom}
            error={wrong.inForceFrom}
            onChange={({ currentTarget }) => setInForceFrom(currentTarget.value)}
          />
        </>
      )}
      <NextTimes schedule={schedule} />
      {isMissing && (
        <p className={classes.missing} role="alert">
          Something is missing: a name, a day, a time, or who owes it.
        </p>
      )}
      <ErrorLine error={save.error} />
      {isLarge && (
        <Button variant="default" loading={save.isPending} onClick={() => send(true)}>
          Make them all
        </Button>
      )}
    </SendForm>
  );
}
