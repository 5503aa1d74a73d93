import { Button, TextInput } from '@mantine/core';
import type { Calendar } from '@plumbline/shared/contracts/calendar.ts';
import { useState } from 'react';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { Section } from '../../components/Section.tsx';
import { said } from '../../components/toasts.tsx';
import { useReader } from '../../components/useReader.ts';
import { formatDate } from '../../lib/formats.ts';
import classes from './calendar.module.css';
import { useAddHolidays, useRemoveHoliday } from './calendar.mutations.ts';
import { HolidayFile } from './HolidayFile.tsx';

/** Days on which nobody works: one by one, or from a calendar file. */
export function Holidays({ calendar: { holidays, today } }: { calendar: Calendar }) {
  const reader = useReader();
  const [day, setDay] = useState('');
  const [name, setName] = useState('');
  const add = useAddHolidays();
  const remove = useRemoveHoliday();
  return (
    <Section title="Holidays" note="The past year and all to come.">
      {holidays.length === 0 && (
        <p className={classes.none}>
          None yet. Add them one by one, or bring in the calendar of your country.
        </p>
      )}
      <ul>
        {holidays.map((holiday) => (
          <li key={holiday.day} className={classes.row} data-past={holiday.day < today || undefined}>
            <span className={classes.name}>{formatDate(holiday.day, reader)}</span>
            <span className={classes.meaning}>{holiday.name}</span>
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              data-quiet
              aria-label={`Remove ${holiday.name}, ${formatDate(holiday.day, reader)}`}
              loading={remove.isPending && remove.variables === holiday.day}
              onClick={() =>
                remove.mutate(holiday.day, { onSuccess: () => said(`${holiday.name} is removed.`) })
              }
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <ErrorLine error={remove.error} />
      <form
        className={classes.add}
        aria-label="Add a holiday"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate([{ day, name: name.trim() }], {
            onSuccess: () => {
              setDay('');
              setName('');
            },
          });
        }}
      >
        <TextInput
          type="date"
          label="Day"
          required
          withAsterisk={false}
          value={day}
          onChange={({ currentTarget }) => setDay(currentTarget.value)}
        />
        <TextInput
          label="Name"
          required
          withAsterisk={false}
          maxLength={300}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={add.isPending}>
          Add holiday
        </Button>
      </form>
      <ErrorLine error={add.error} />
      <HolidayFile />
    </Section>
  );
}
