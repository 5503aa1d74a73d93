import type { PersonRef } from '@plumbline/shared/contracts/common.ts';
import { FilterSelect } from './FilterSelect.tsx';

/** Somebody whose rows a list is narrowed to; where they are too many to choose from, the search finds them by name. */
export function PersonSelect({
  label,
  any,
  people,
  areMore,
  value,
  shown,
  onChange,
}: {
  label: string;
  /** What it says where nobody is chosen. */
  any: string;
  /** Undefined until they are known. */
  people: readonly PersonRef[] | undefined;
  /** `people` are not all. */
  areMore: boolean;
  value: string | undefined;
  /** The one whose rows are shown, as far as the list knows them by name. */
  shown: PersonRef | undefined;
  onChange: (person: string | undefined) => void;
}) {
  if (people === undefined || (areMore && value === undefined)) return null;
  const offered = areMore ? [] : people;
  const isOffered = offered.some(({ id }) => id === value);
  const chosen = value !== undefined && !isOffered ? [{ id: value, name: shown?.name ?? 'One person' }] : [];
  return (
    <FilterSelect
      label={label}
      any={any}
      options={[...chosen, ...offered].map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
    />
  );
}
