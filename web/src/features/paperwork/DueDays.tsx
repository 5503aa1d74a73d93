import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { ChoiceField } from '../../components/ChoiceField.tsx';
import { choices } from '../../lib/words.ts';
import { type Draft, frequencies, weekdays } from './draft.ts';
import classes from './paperwork.module.css';
import { businessDayOf, frequencyWords } from './words.ts';

const businessDays = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1, -2, -3];
const short: Record<string, string> = {
  MO: 'Mon',
  TU: 'Tue',
  WE: 'Wed',
  TH: 'Thu',
  FR: 'Fri',
  SA: 'Sat',
  SU: 'Sun',
};

/** On which days it is due. */
export function DueDays({
  draft,
  onChange,
  error,
}: {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  error: string | undefined;
}) {
  const { frequency } = draft;
  return (
    <>
      <ChoiceField
        legend="When"
        options={choices(frequencyWords, frequencies)}
        value={frequency}
        onChange={(next) =>
          onChange({
            frequency: next,
            ...(next === 'business_day' && draft.businessDay === '' ? { businessDay: '2' } : {}),
          })
        }
        {...(error === undefined || frequency === 'other' ? {} : { error })}
      />
      {frequency === 'weekly' && (
        <>
          <div className={classes.weekdays} role="group" aria-label="Weekdays">
            {weekdays.map((day) => (
              <Checkbox
                key={day}
                label={short[day]}
                checked={draft.weekdays.includes(day)}
                onChange={({ currentTarget: { checked } }) =>
                  onChange({
                    weekdays: checked
                      ? [...draft.weekdays, day]
                      : draft.weekdays.filter((one) => one !== day),
                  })
                }
              />
            ))}
          </div>
          <TextInput
            type="number"
            label="Every so many weeks"
            min={1}
            max={52}
            value={draft.everyWeeks}
            onChange={({ currentTarget }) => onChange({ everyWeeks: currentTarget.value })}
          />
        </>
      )}
      {frequency === 'monthly' && (
        <NativeSelect
          label="Day of the month"
          description="A month without that day is left out; the last day is in each."
          value={draft.monthDay}
          onChange={({ currentTarget }) => onChange({ monthDay: currentTarget.value })}
          data={[
            { value: '-1', label: 'last day' },
            ...Array.from({ length: 31 }, (_, index) => String(index + 1)),
          ]}
        />
      )}
      {frequency === 'business_day' && (
        <NativeSelect
          label="Which one"
          value={draft.businessDay}
          onChange={({ currentTarget }) => onChange({ businessDay: currentTarget.value })}
          data={businessDays.map((n) => ({ value: String(n), label: businessDayOf(n) }))}
        />
      )}
      {frequency === 'other' && (
        <TextInput
          label="Rule"
          description="As calendars have it (RFC 5545): FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31"
          value={draft.rule}
          maxLength={300}
          error={error}
          onChange={({ currentTarget }) => onChange({ rule: currentTarget.value })}
        />
      )}
    </>
  );
}
