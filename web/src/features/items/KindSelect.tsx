import { NativeSelect } from '@mantine/core';
import { type ItemKind, itemKinds } from '@plumbline/shared/domain/vocabulary.ts';
import { useQuery } from '@tanstack/react-query';
import { itemChoicesQuery } from './items.queries.ts';

interface Chosen {
  kind?: ItemKind | undefined;
  type?: string | undefined;
}

/** Paperwork, directives, or one kind of paperwork. */
export function KindSelect({ value, onChange }: { value: Chosen; onChange: (value: Chosen) => void }) {
  const { data } = useQuery(itemChoicesQuery());
  const types = data?.types ?? [];
  return (
    <NativeSelect
      size="xs"
      aria-label="Kind"
      value={value.type ?? value.kind ?? ''}
      data={[
        { value: '', label: 'All kinds' },
        { value: 'paperwork', label: 'Paperwork' },
        { value: 'directive', label: 'Directives' },
        ...types.map(({ id, name }) => ({ value: id, label: `· ${name}` })),
      ]}
      onChange={({ currentTarget: { value: chosen } }) => {
        const kind = itemKinds.find((known) => known === chosen);
        onChange({ kind, type: kind === undefined && chosen !== '' ? chosen : undefined });
      }}
    />
  );
}
