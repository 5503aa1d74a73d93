import { Button } from '@mantine/core';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import classes from './ItemActions.module.css';
import { useAcknowledge, useSubmit } from './items.mutations.tsx';

export type ItemForm = 'why' | 'time' | 'submit';

/** What the rep may do with an item. The forms open in the item's panel; a row (`isShort`) shows the likeliest two. */
export function ItemActions({
  item,
  isShort = false,
  onForm,
}: {
  item: Item;
  isShort?: boolean;
  onForm: (form: ItemForm) => void;
}) {
  const submit = useSubmit();
  const acknowledge = useAcknowledge();
  const named = (action: string) => ({ 'aria-label': `${action}: ${item.title}` });
  const mustAcknowledge = item.can.acknowledge;

  return (
    <div className={classes.actions}>
      {item.can.giveReason && item.state === 'late' && (
        <Button
          variant="subtle"
          color="gray"
          data-quiet
          size="compact-md"
          {...named('Say why')}
          onClick={() => onForm('why')}
        >
          Say why
        </Button>
      )}
      {item.can.requestExtension && item.extensionRequest === null && item.state === 'open' && (
        <Button
          variant="subtle"
          color="gray"
          data-quiet
          size="compact-md"
          {...named('Ask for time')}
          onClick={() => onForm('time')}
        >
          Ask for time
        </Button>
      )}
      {item.can.submit && !isShort && (
        <Button
          variant="subtle"
          color="gray"
          data-quiet
          size="compact-md"
          {...named('Add text, link or files')}
          onClick={() => onForm('submit')}
        >
          Add text, link or files
        </Button>
      )}
      {item.can.submit && !(isShort && mustAcknowledge) && (
        <Button
          variant={mustAcknowledge ? 'subtle' : 'light'}
          size="compact-md"
          {...named(item.kind === 'paperwork' ? 'Submit' : 'Mark done')}
          loading={submit.isPending}
          onClick={() => submit.mutate({ item })}
        >
          {item.kind === 'paperwork' ? 'Submit' : 'Mark done'}
        </Button>
      )}
      {mustAcknowledge && (
        <Button
          variant="light"
          size="compact-md"
          {...named('Acknowledge')}
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate({ item, body: undefined })}
        >
          Acknowledge
        </Button>
      )}
    </div>
  );
}
