import { Checkbox } from '@mantine/core';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { Link } from '@tanstack/react-router';
import { useReader } from '../../components/useReader.ts';
import { type Reader, formatDay } from '../../lib/formats.ts';
import { DueCell, remarksOf, SelectCell, TitleCell } from './ItemCells.tsx';
import classes from './items.module.css';

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
  const { lastFollowUp } = item;
  return (
    <tr data-row={item.id} data-selected={isSelected || undefined}>
      <SelectCell item={item} isSelected={isSelected} onToggle={onToggle} />
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
      <TitleCell
        item={item}
        remarks={[...remarksOf(item, reader), ...reviewOf(item)]}
        panel="/team-items/$itemId"
      />
      <DueCell item={item} reader={reader} />
      <td className={`${classes.answer} ${classes.told}`}>
        {lastFollowUp &&
          `${lastFollowUp.asked ? 'asked' : 'followed up'} ${formatDay(lastFollowUp.at, reader)} by ${lastFollowUp.by.name}`}
      </td>
    </tr>
  );
}

/** How far what was handed in has come. */
function reviewOf(item: Item): string[] {
  return [
    item.can.accept && 'waits for your acceptance',
    item.acceptedAt !== null && 'accepted',
    item.returned !== null && 'returned',
  ].filter((remark) => typeof remark === 'string');
}
