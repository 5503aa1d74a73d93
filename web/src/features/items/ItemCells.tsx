import { Checkbox } from '@mantine/core';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { excuseWords } from '@plumbline/shared/domain/vocabulary.ts';
import { Link } from '@tanstack/react-router';
import { type Reader, formatTime } from '../../lib/formats.ts';
import { Mark } from './Mark.tsx';
import { dueWords, nearnessOf } from './due.ts';
import classes from './items.module.css';

/* What the tables of items and of lapses show of an item. */

export function SelectCell({
  item,
  isSelected,
  onToggle,
}: {
  item: Item;
  isSelected: boolean;
  onToggle: () => void;
}) {
  return (
    <td className={classes.check}>
      <Checkbox
        size="xs"
        checked={isSelected}
        onChange={onToggle}
        aria-label={`Select ${item.title}, ${item.rep.name}`}
      />
    </td>
  );
}

export function TitleCell({
  item,
  remarks,
  panel,
}: {
  item: Item;
  remarks: readonly string[];
  panel: '/today/items/$itemId' | '/team-items/$itemId';
}) {
  return (
    <td className={classes.item}>
      <div className={classes.line}>
        <Link
          to={panel}
          params={{ itemId: item.id }}
          search={(search) => search}
          resetScroll={false}
          className={classes.title}
          data-row-focus
        >
          {item.title}
        </Link>
        {remarks.length > 0 && <span className={classes.remarks}>{remarks.join(' · ')}</span>}
      </div>
    </td>
  );
}

export function DueCell({ item, reader }: { item: Item; reader: Reader }) {
  const nearness = nearnessOf(item, reader);
  return (
    <td className={classes.due}>
      <span className={`${classes.dueWords} ${classes[nearness] ?? ''}`}>
        <Mark nearness={nearness} />
        {dueWords(item, reader, 'short')}
      </span>
    </td>
  );
}

/** What is to be known of an item beside its title, in a few words each. */
export function remarksOf(item: Item, reader: Reader): string[] {
  return [
    item.kind === 'directive' && 'directive',
    item.dueAt !== item.currentDueAt && `first due ${formatTime(item.dueAt, reader)}`,
    item.lastReason !== null && `says: ${excuseWords[item.lastReason.excuse]}`,
    item.extensionRequest !== null &&
      `asks for time until ${formatTime(item.extensionRequest.newDueAt, reader)}`,
  ].filter((remark) => typeof remark === 'string');
}
