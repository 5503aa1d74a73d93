import type { Schedule, SchedulePreview } from '@plumbline/shared/contracts/paperwork.ts';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useReader } from '../../components/useReader.ts';
import { count, formatClock, formatDate } from '../../lib/formats.ts';
import { PersonField } from '../calendar/PersonField.tsx';
import classes from './paperwork.module.css';
import { schedulePreviewQuery } from './paperwork.queries.ts';

const movedWords: Record<NonNullable<SchedulePreview['times'][number]['moved']>, string> = {
  before: 'earlier, a day off',
  after: 'later, a day off',
  leave: 'later, on leave',
};

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The next ten due times of what is being typed, in the organisation's zone or somebody's own. */
export function NextTimes({ schedule }: { schedule: Schedule | null }) {
  const { now } = useReader();
  const [personId, setPersonId] = useState<string>();
  const [debounced] = useDebouncedValue(schedule, 250);
  const { data, error } = useQuery(schedulePreviewQuery(debounced, personId));
  return (
    <section aria-label="Next due times" aria-live="polite" className={classes.preview}>
      <h3>Next due times</h3>
      <PersonField
        label="As they are for"
        description="Somebody’s own zone and leave; empty: the organisation’s zone."
        onChange={(person) => setPersonId(person?.id)}
      />
      {error !== null && schedule !== null ? (
        <p className={classes.quiet}>{error.message}</p>
      ) : data === undefined || schedule === null ? (
        <p className={classes.quiet}>They appear here as soon as the schedule is complete.</p>
      ) : schedule.isPaused ? (
        <p className={classes.quiet}>Paused: nothing new is made.</p>
      ) : (
        <>
          <p className={classes.quiet}>
            {count(data.people, 'person owes', 'people owe')} it as things stand. Times of {data.timeZone}.
          </p>
          {data.times.length === 0 && <p className={classes.quiet}>It never falls due.</p>}
          <ol>
            {data.times.map(({ day, dueAt, lapseAt, moved }) => (
              <li key={day}>
                <span>{timeIn(dueAt, data.timeZone, now)}</span>
                <span className={classes.quiet}>
                  {[
                    moved && movedWords[moved],
                    lapseAt !== dueAt && `late from ${timeIn(lapseAt, data.timeZone, now)}`,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

/** "Fri 27 Nov 17:00", whatever zone the reader is in. */
function timeIn(instant: string, timeZone: string, now: Date): string {
  const day = new Date(instant).toLocaleDateString('en-CA', { timeZone });
  const weekday = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()];
  return `${weekday} ${formatDate(day, { now, timeZone })} ${formatClock(instant, { timeZone })}`;
}
