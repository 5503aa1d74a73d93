import { choices } from '../lib/words.ts';
import { FilterSelect } from './FilterSelect.tsx';

/** How a list is sorted. The first order is the list's own, and is left out of the address. */
export function SortSelect<Sort extends string>({
  words,
  sorts,
  value,
  onChange,
}: {
  words: Readonly<Record<Sort, string>>;
  sorts: readonly Sort[];
  value: Sort | undefined;
  onChange: (value: Sort | undefined) => void;
}) {
  return (
    <FilterSelect
      label="Sort"
      options={choices(words, sorts)}
      value={value ?? sorts[0]}
      onChange={(sort) => onChange(sort === sorts[0] ? undefined : sort)}
    />
  );
}
