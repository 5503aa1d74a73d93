import { Button } from '@mantine/core';
import type { BulkAction } from '@plumbline/shared/contracts/item-bulk.ts';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { bulkActions, bulkWords, canBe } from './bulk.ts';

const keys: Partial<Record<BulkAction, string>> = { ask: 'a', log: 'f' };

/** What can be done about the selected items, and to how many of them. */
export function BulkButtons({
  selected,
  onOpen,
}: {
  selected: readonly Item[];
  onOpen: (action: BulkAction) => void;
}) {
  return bulkActions
    .map((action) => ({ action, many: selected.filter((item) => canBe(action, item)).length }))
    .filter(({ many }) => many > 0)
    .map(({ action, many }) => (
      <Button
        key={action}
        variant="light"
        size="compact-md"
        rightSection={keys[action] && <kbd>{keys[action]}</kbd>}
        onClick={() => onOpen(action)}
      >
        {`${bulkWords[action].title} (${many})`}
      </Button>
    ));
}
