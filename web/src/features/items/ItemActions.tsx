import { Button } from '@mantine/core';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import classes from './ItemActions.module.css';
import { useAcknowledge, useSubmit } from './items.mutations.tsx';

export type ItemForm = 'why' | 'time' | 'submit';

/** What the rep may do with an item, the likeliest first. The forms open in its panel; a row (`isShort`) shows two. */
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

  const size = isShort ? 'compact-md' : 'sm';
  const quiet = { variant: 'subtle', color: 'gray', 'data-quiet': true, size } as const;
  const likeliest = isShort ? 'light' : 'filled';

  return (
    <div className={classes.actions}>
      {mustAcknowledge && (
        <Button
          variant={likeliest}
          size={size}
          {...named('Acknowledge')}
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate({ item, body: undefined })}
        >
          Acknowledge
        </Button>
      )}
      {item.can.submit && !(isShort && mustAcknowledge) && (
        <Button
          variant={mustAcknowledge ? 'subtle' : likeliest}
          size={size}
          {...named(item.kind === 'paperwork' ? 'Submit' : 'Mark done')}
          loading={submit.isPending}
          onClick={() => submit.mutate({ item })}
        >
          {item.kind === 'paperwork' ? 'Submit' : 'Mark done'}
        </Button>
      )}
      {item.can.submit && !isShort && (
        <Button {...quiet} {...named('Add text, link or files')} onClick={() => onForm('submit')}>
          Add text, link or files
        </Button>
      )}
      {item.can.giveReason && item.state === 'late' && (
        <Button {...quiet} {...named('Say why')} onClick={() => onForm('why')}>
          Say why
        </Button>
      )}
      {item.can.requestExtension && item.extensionRequest === null && item.state === 'open' && (
        <Button {...quiet} {...named('Ask for time')} onClick={() => onForm('time')}>
          Ask for time
        </Button>
      )}
    </div>
  );
}
