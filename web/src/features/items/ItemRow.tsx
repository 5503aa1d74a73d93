import { Checkbox } from '@mantine/core';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { excuseWords } from '@plumbline/shared/domain/vocabulary.ts';
import { Link } from '@tanstack/react-router';
import { formatDay, formatTime } from '../../lib/formats.ts';
import { useReader } from '../../components/useReader.ts';
import { ItemActions, type ItemForm } from './ItemActions.tsx';
import classes from './ItemRow.module.css';
import { Mark } from './Mark.tsx';
import { dueWords, nearnessOf } from './due.ts';

/** One of my items: what, by when, and what to do about it; or, while one selects, whether it is meant. */
export function ItemRow({
  item,
  selection,
  onForm,
}: {
  item: Item;
  /** Undefined: one does not select now. */
  selection: { isSelected: boolean; onToggle: () => void } | undefined;
  onForm: (form: ItemForm) => void;
}) {
  const reader = useReader();
  const nearness = nearnessOf(item, reader);
  const { lastFollowUp, lastReason, extensionRequest } = item;
  const remarks = [
    item.returned &&
      `returned${item.returned.by ? ` by ${item.returned.by.name}` : ''}${item.returned.reason ? `: ${item.returned.reason}` : ''}`,
    item.kind === 'directive' && (item.acknowledgedAt ? 'directive, acknowledged' : 'directive'),
    item.state === 'done' && item.acceptedAt && 'accepted',
    lastFollowUp?.asked &&
      item.state !== 'done' &&
      `asked by ${lastFollowUp.by.name} ${formatDay(lastFollowUp.at, reader)}`,
    extensionRequest && `you asked for time until ${formatTime(extensionRequest.newDueAt, reader)}`,
    lastReason && item.state === 'late' && `you said: ${excuseWords[lastReason.excuse]}`,
  ].filter((remark) => typeof remark === 'string');

  return (
    <li className={classes.row} data-row={item.id} data-selecting={selection ? true : undefined}>
      {selection && item.can.submit ? (
        <Checkbox
          size="xs"
          checked={selection.isSelected}
          onChange={selection.onToggle}
          aria-label={`Select ${item.title}`}
        />
      ) : (
        <Mark nearness={nearness} />
      )}
      <div className={classes.what}>
        <Link
          from="/items"
          to="/items/$itemId"
          params={{ itemId: item.id }}
          search={(previous) => previous}
          resetScroll={false}
          className={classes.title}
          data-row-focus
        >
          {item.title}
        </Link>
        {remarks.length > 0 && <p className={classes.remarks}>{remarks.join(' · ')}</p>}
      </div>
      <p className={`${classes.due} ${classes[nearness] ?? ''}`}>
        {nearness === 'soon' && <span className={classes.word}>due </span>}
        {dueWords(item, reader)}
      </p>
      <div className={classes.actions}>
        {selection === undefined && <ItemActions item={item} isShort onForm={onForm} />}
      </div>
    </li>
  );
}
