import { Button } from '@mantine/core';
import { mostAtOnce } from '@plumbline/shared/contracts/item-bulk.ts';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { SelectionBar } from '../../components/SelectionBar.tsx';
import { count } from '../../lib/formats.ts';
import { useSubmitMany } from './bulk.mutations.ts';
import { readSelection, writeSelection } from './selection.ts';

/** While one selects among one's own: hands in what is selected. */
export function SubmitMany({
  items,
  selected,
  onSelect,
}: {
  /** What can be handed in. */
  items: readonly Item[];
  /** As the address keeps it. */
  selected: string;
  onSelect: (selected: string | undefined) => void;
}) {
  const submit = useSubmitMany();
  const meant = items.filter(({ id }) => readSelection(selected).includes(id));
  return (
    <SelectionBar isSelecting standing={`${count(meant.length, 'item')} selected`}>
      <Button
        variant="light"
        size="compact-md"
        disabled={meant.length === 0}
        loading={submit.isPending}
        onClick={() => submit.mutate({ items: meant }, { onSuccess: () => onSelect(undefined) })}
      >
        {`Hand in (${meant.length})`}
      </Button>
      <Button
        variant="subtle"
        size="compact-md"
        onClick={() => onSelect(writeSelection(items.slice(0, mostAtOnce).map(({ id }) => id)))}
      >
        Select all
      </Button>
      <Button variant="subtle" color="gray" data-quiet size="compact-md" onClick={() => onSelect(undefined)}>
        Cancel
      </Button>
    </SelectionBar>
  );
}
