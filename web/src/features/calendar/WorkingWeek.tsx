import { Button, Checkbox } from '@mantine/core';
import type { Calendar } from '@plumbline/shared/contracts/calendar.ts';
import { useState } from 'react';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { Section } from '../../components/Section.tsx';
import { said } from '../../components/toasts.tsx';
import classes from './calendar.module.css';
import { useWorkingWeek } from './calendar.mutations.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The days of the week that are worked. */
export function WorkingWeek({ calendar }: { calendar: Calendar }) {
  const [days, setDays] = useState<readonly number[]>(calendar.workingDays);
  const save = useWorkingWeek();
  const isChanged =
    days.length !== calendar.workingDays.length || days.some((day) => !calendar.workingDays.includes(day));
  return (
    <Section title="Working week" note="Business days are counted by it, in each rep’s own zone.">
      <div className={classes.week} role="group" aria-label="Days that are worked">
        {weekdays.map((name, index) => (
          <Checkbox
            key={name}
            label={name}
            checked={days.includes(index + 1)}
            onChange={({ currentTarget: { checked } }) =>
              setDays(checked ? [...days, index + 1] : days.filter((day) => day !== index + 1))
            }
          />
        ))}
      </div>
      <ErrorLine error={save.error} />
      {isChanged && (
        <Button
          disabled={days.length === 0}
          loading={save.isPending}
          onClick={() => save.mutate([...days], { onSuccess: () => said('The working week is changed.') })}
        >
          Save the working week
        </Button>
      )}
    </Section>
  );
}
