import type { PersonRef } from '@plumbline/shared/contracts/common.ts';
import { useQuery } from '@tanstack/react-query';
import { FilterSelect } from '../../components/FilterSelect.tsx';
import { itemChoicesQuery } from './items.queries.ts';

/** One of the reps; where they are too many to choose from, a rep's name in the list narrows it, as the search does. */
export function RepSelect({
  value,
  shown,
  onChange,
}: {
  value: string | undefined;
  /** The rep whose rows are shown, as far as the list knows them by name. */
  shown: PersonRef | undefined;
  onChange: (rep: string | undefined) => void;
}) {
  const { data } = useQuery(itemChoicesQuery());
  if (data === undefined || (data.moreReps && value === undefined)) return null;
  const reps = data.moreReps ? [] : data.reps;
  const isOffered = reps.some(({ id }) => id === value);
  const chosen = value !== undefined && !isOffered ? [{ id: value, name: shown?.name ?? 'One rep' }] : [];
  return (
    <FilterSelect
      label="Rep"
      any="Everybody"
      options={[...chosen, ...reps].map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
    />
  );
}
