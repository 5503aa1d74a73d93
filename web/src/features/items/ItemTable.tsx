import { Checkbox } from '@mantine/core';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { excuseWords } from '@plumbline/shared/domain/vocabulary.ts';
import { Link } from '@tanstack/react-router';
import { useReader } from '../../components/useReader.ts';
import { type Reader, formatDay, formatTime } from '../../lib/formats.ts';
import classes from './LapseTable.module.css';
import { Mark } from './Mark.tsx';
import { dueWords, nearnessOf } from './due.ts';

/** The team's items, one a row; on a phone each becomes a small card of its own. */
export function ItemTable({
  caption,
  isCaptionShown,
  items,
  selected,
  showRep,
  onToggle,
  onToggleAll,
}: {
  caption: string;
  isCaptionShown: boolean;
  items: readonly Item[];
  selected: readonly string[];
  showRep: boolean;
  onToggle: (id: string) => void;
  onToggleAll: () => void;
}) {
  const reader = useReader();
  const isWhole = items.every(({ id }) => selected.includes(id));
  return (
    <table className={showRep ? classes.table : `${classes.table} ${classes.ofRep}`}>
      <caption className={isCaptionShown ? classes.caption : classes.hidden}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col" className={classes.check}>
            <label className={classes.all}>
              <Checkbox
                size="xs"
                checked={isWhole}
                indeterminate={!isWhole && items.some(({ id }) => selected.includes(id))}
                onChange={onToggleAll}
                aria-label={`Select all: ${caption}`}
              />
              <span className={classes.phoneOnly}>Select all</span>
            </label>
          </th>
          {showRep && <th scope="col">Rep</th>}
          <th scope="col">Item</th>
          <th scope="col">Due</th>
          <th scope="col" className={classes.told}>
            Last follow-up
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row
            key={item.id}
            item={item}
            reader={reader}
            showRep={showRep}
            isSelected={selected.includes(item.id)}
            onToggle={() => onToggle(item.id)}
          />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  item,
  reader,
  showRep,
  isSelected,
  onToggle,
}: {
  item: Item;
  reader: Reader;
  showRep: boolean;
  isSelected: boolean;
  onToggle: () => void;
}) {
  const nearness = nearnessOf(item, reader);
  const { lastFollowUp } = item;
  const remarks = remarksOf(item, reader);
  return (
    <tr data-row={item.id} data-selected={isSelected || undefined}>
      <td className={classes.check}>
        <Checkbox
          size="xs"
          checked={isSelected}
          onChange={onToggle}
          aria-label={`Select ${item.title}, ${item.rep.name}`}
        />
      </td>
      {showRep && (
        <td className={classes.rep}>
          <Link
            from="/team-items"
            to="/team-items"
            search={(previous) => ({ ...previous, rep: item.rep.id })}
            resetScroll={false}
            className={classes.only}
            title={`Only ${item.rep.name}`}
          >
            {item.rep.name}
          </Link>
        </td>
      )}
      <td className={classes.item}>
        <div className={classes.line}>
          <Link
            from="/team-items"
            to="/team-items/$itemId"
            params={{ itemId: item.id }}
            search={(previous) => previous}
            resetScroll={false}
            className={classes.title}
            data-row-focus
          >
            {item.title}
          </Link>
          {remarks.length > 0 && <span className={classes.remarks}>{remarks.join(' · ')}</span>}
        </div>
      </td>
      <td className={classes.due}>
        <span className={`${classes.dueWords} ${classes[nearness] ?? ''}`}>
          <Mark nearness={nearness} />
          {dueWords(item, reader, 'short')}
        </span>
      </td>
      <td className={`${classes.answer} ${classes.told}`}>
        {lastFollowUp &&
          `${lastFollowUp.asked ? 'asked' : 'followed up'} ${formatDay(lastFollowUp.at, reader)} by ${lastFollowUp.by.name}`}
      </td>
    </tr>
  );
}

function remarksOf(item: Item, reader: Reader): string[] {
  return [
    item.kind === 'directive' && 'directive',
    item.can.accept && 'waits for your acceptance',
    item.acceptedAt !== null && 'accepted',
    item.returned !== null && 'returned',
    item.dueAt !== item.currentDueAt && `first due ${formatTime(item.dueAt, reader)}`,
    item.lastReason !== null && `says: ${excuseWords[item.lastReason.excuse]}`,
    item.extensionRequest !== null &&
      `asks for time until ${formatTime(item.extensionRequest.newDueAt, reader)}`,
  ].filter((remark) => typeof remark === 'string');
}
