import { Button } from '@mantine/core';
import type { HolidaysPreview } from '@plumbline/shared/contracts/calendar.ts';
import { useId } from 'react';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { said } from '../../components/toasts.tsx';
import { useReader } from '../../components/useReader.ts';
import { count, formatDate } from '../../lib/formats.ts';
import classes from './calendar.module.css';
import { useAddHolidays, useHolidaysPreview } from './calendar.mutations.ts';

const statusWords: Record<HolidaysPreview['holidays'][number]['status'], string> = {
  new: 'new',
  known: 'there already',
  day_off: 'not worked anyway',
};

/** A calendar file: what it would add is seen before it is added. */
export function HolidayFile() {
  const id = useId();
  const reader = useReader();
  const preview = useHolidaysPreview();
  const add = useAddHolidays();
  const found = preview.data;
  const fresh = found?.holidays.filter(({ status }) => status === 'new') ?? [];
  return (
    <div className={classes.file}>
      <label htmlFor={id}>From a calendar file (.ics)</label>
      <input
        id={id}
        type="file"
        accept=".ics,text/calendar"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) void file.text().then((text) => preview.mutate(text));
        }}
      />
      <ErrorLine error={preview.error ?? add.error} />
      {found && (
        <div role="status">
          <p className={classes.none}>
            {count(fresh.length, 'new holiday')} from {formatDate(found.from, reader)} to{' '}
            {formatDate(found.until, reader)}
            {found.timedEvents > 0 && `; ${count(found.timedEvents, 'event')} with a time of day left out`}
            {found.unreadable > 0 && `; ${found.unreadable} that cannot be read`}.
          </p>
          <ul>
            {found.holidays.map(({ day, name, status }) => (
              <li key={day} className={classes.row} data-past={status !== 'new' || undefined}>
                <span className={classes.name}>{formatDate(day, reader)}</span>
                <span className={classes.meaning}>{name}</span>
                <span>{statusWords[status]}</span>
              </li>
            ))}
          </ul>
          <Button
            disabled={fresh.length === 0}
            loading={add.isPending}
            onClick={() =>
              add.mutate(
                fresh.map(({ day, name }) => ({ day, name })),
                {
                  onSuccess: () => {
                    said(`${count(fresh.length, 'holiday')} added.`);
                    preview.reset();
                  },
                },
              )
            }
          >
            Add {count(fresh.length, 'holiday')}
          </Button>
        </div>
      )}
    </div>
  );
}
