import { TextInput } from '@mantine/core';
import type { DayRange, Days } from '../lib/day-ranges.ts';
import classes from './FilterBar.module.css';
import { FilterSelect } from './FilterSelect.tsx';

/** Some days by name, or those from one to another. */
export function DaysFilter<R extends DayRange>({
  label,
  any,
  options,
  value,
  onChange,
}: {
  label: string;
  any: string;
  options: readonly { value: R; label: string }[];
  value: Omit<Days, 'range'> & { range?: R | undefined };
  onChange: (value: Omit<Days, 'range'> & { range?: R | undefined }) => void;
}) {
  return (
    <>
      <FilterSelect
        label={label}
        any={any}
        options={options}
        value={value.range}
        onChange={(range) => onChange(range === 'between' ? { ...value, range } : { range })}
      />
      {value.range === 'between' && (
        <span className={classes.days}>
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              size="xs"
              type="date"
              aria-label={end === 'from' ? 'First day' : 'Last day'}
              value={value[end] ?? ''}
              onChange={({ currentTarget }) =>
                onChange({ ...value, [end]: currentTarget.value || undefined })
              }
            />
          ))}
        </span>
      )}
    </>
  );
}
