import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { QuickTime } from '../lib/quick-times.ts';
import { instantOf, wallAt } from '../lib/zoned.ts';
import { ChoiceField } from './ChoiceField.tsx';
import classes from './ChoiceField.module.css';

const none = 'none';
const other = 'other';

/** A time: one of those usually meant, or any other by date and clock. The value is ISO 8601; null for none. */
export function TimeField({
  legend,
  quick,
  noneLabel,
  timeZone,
  value,
  onChange,
  error,
  autoFocus,
}: {
  legend: string;
  quick: readonly QuickTime[];
  /** Offers to leave it out, under this name. */
  noneLabel?: string;
  timeZone: string;
  value: string | null;
  onChange: (value: string | null) => void;
  error?: string;
  autoFocus?: boolean;
}) {
  const [picking, setPicking] = useState(value !== null && !quick.some((time) => time.value === value));
  const chosen = picking ? other : (value ?? none);
  const options = [
    ...(noneLabel ? [{ value: none, label: noneLabel }] : []),
    ...quick,
    { value: other, label: 'other…' },
  ];
  const choose = (choice: string) => {
    setPicking(choice === other);
    if (choice === other) onChange(value ?? quick[0]?.value ?? null);
    else onChange(choice === none ? null : choice);
  };

  return (
    <div>
      <ChoiceField
        legend={legend}
        options={options}
        value={chosen}
        onChange={choose}
        error={error}
        autoFocus={autoFocus}
      />
      {picking && (
        <TextInput
          className={classes.other}
          type="datetime-local"
          aria-label={`${legend}: date and time`}
          defaultValue={value === null ? '' : inputOf(value, timeZone)}
          onChange={(event) => {
            const instant = instantFrom(event.currentTarget.value, timeZone);
            if (instant) onChange(instant);
          }}
        />
      )}
    </div>
  );
}

/** `2026-11-27T17:00`, as a datetime-local input has it. */
function inputOf(instant: string, timeZone: string): string {
  const { year, month, day, hour, minute } = wallAt(new Date(instant), timeZone);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

function instantFrom(input: string, timeZone: string): string | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(input);
  if (!found) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = found.slice(1).map(Number);
  return instantOf({ year, month, day, hour, minute }, timeZone).toISOString();
}
