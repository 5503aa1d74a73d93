import { Button } from '@mantine/core';
import { mostAtOnce } from '@plumbline/shared/contracts/item-bulk.ts';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { count } from '../../lib/formats.ts';
import classes from './SubmitMany.module.css';
import { useSubmitMany } from './bulk.mutations.ts';
import { readSelection, writeSelection } from './selection.ts';

/** Begins to select among one's own, and hands in what is selected. */
export function SubmitMany({
  items,
  selected,
  onSelect,
}: {
  /** What can be handed in. */
  items: readonly Item[];
  /** As the address keeps it; undefined: one does not select now. */
  selected: string | undefined;
  onSelect: (selected: string | undefined) => void;
}) {
  const submit = useSubmitMany();
  const meant = items.filter(({ id }) => readSelection(selected).includes(id));
  if (selected === undefined)
    return (
      items.length > 1 && (
        <Button variant="subtle" color="gray" data-quiet size="compact-sm" onClick={() => onSelect('')}>
          Select several
        </Button>
      )
    );
  return (
    <div className={classes.bar}>
      <p role="status" className={classes.standing}>{`${count(meant.length, 'item')} selected`}</p>
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
    </div>
  );
}
