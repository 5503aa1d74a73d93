import type { PersonRef } from '@plumbline/shared/contracts/common.ts';
import { useQuery } from '@tanstack/react-query';
import { PersonSelect } from '../../components/PersonSelect.tsx';
import { itemChoicesQuery } from './items.queries.ts';

/** One of the reps; a rep's name in the list narrows it, too. */
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
  return (
    <PersonSelect
      label="Rep"
      any="Everybody"
      people={data?.reps}
      areMore={data?.moreReps ?? false}
      value={value}
      shown={shown}
      onChange={onChange}
    />
  );
}
