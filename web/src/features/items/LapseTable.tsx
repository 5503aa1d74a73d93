import { Button } from '@mantine/core';
import type { QueuedLapse } from '@plumbline/shared/contracts/items.ts';
import type { ReactNode } from 'react';
import { type Reader, firstName, formatDay, formatTime, ordinal } from '../../lib/formats.ts';
import { useReader } from '../../components/useReader.ts';
import { DueCell, remarksOf, SelectCell, TitleCell } from './ItemCells.tsx';
import { Mark } from './Mark.tsx';
import classes from './items.module.css';

/** Lapses, one a row; on a phone each becomes a small card of its own. */
export function LapseTable({
  caption,
  lapses,
  selected,
  showRep,
  onToggle,
  onAsk,
}: {
  caption: ReactNode;
  lapses: readonly QueuedLapse[];
  selected: readonly string[];
  showRep: boolean;
  onToggle: (id: string) => void;
  onAsk: (lapse: QueuedLapse) => void;
}) {
  const reader = useReader();
  return (
    <table className={showRep ? classes.table : `${classes.table} ${classes.ofRep}`}>
      <caption className={showRep ? classes.hidden : classes.caption}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className={classes.hidden}>Select</span>
          </th>
          {showRep && <th scope="col">Rep</th>}
          <th scope="col">Item</th>
          <th scope="col">Due</th>
          <th scope="col">Answer by</th>
          <th scope="col" className={classes.number}>
            In 60 days
          </th>
          <th scope="col" className={classes.ask}>
            <span className={classes.hidden}>Ask</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lapses.map((lapse) => (
          <LapseRow
            key={lapse.item.id}
            lapse={lapse}
            reader={reader}
            showRep={showRep}
            isSelected={selected.includes(lapse.item.id)}
            onToggle={() => onToggle(lapse.item.id)}
            onAsk={() => onAsk(lapse)}
          />
        ))}
      </tbody>
    </table>
  );
}

function LapseRow({
  lapse,
  reader,
  showRep,
  isSelected,
  onToggle,
  onAsk,
}: {
  lapse: QueuedLapse;
  reader: Reader;
  showRep: boolean;
  isSelected: boolean;
  onToggle: () => void;
  onAsk: () => void;
}) {
  const { item, urgency, lapseNumber } = lapse;
  return (
    <tr data-row={item.id} data-selected={isSelected || undefined}>
      <SelectCell item={item} isSelected={isSelected} onToggle={onToggle} />
      {showRep && <td className={classes.rep}>{item.rep.name}</td>}
      <TitleCell item={item} remarks={remarksOf(item, reader)} panel="/today/items/$itemId" />
      <DueCell item={item} reader={reader} />
      <td className={classes.answer}>
        {urgency !== 'passed' && <span className={classes.phoneOnly}>Answer by </span>}
        <AnswerBy lapse={lapse} reader={reader} urgency={urgency} />
      </td>
      <td className={`${classes.number} ${classes.lapses}`}>
        {ordinal(lapseNumber)}
        <span className={classes.phoneOnly}> lapse in 60 days</span>
      </td>
      <td className={classes.ask}>
        {item.can.ask ? (
          <Button
            variant="subtle"
            size="compact-md"
            onClick={onAsk}
            aria-label={`Ask ${item.rep.name} about ${item.title}`}
          >
            Ask {firstName(item.rep.name)}
          </Button>
        ) : (
          item.lastFollowUp?.asked && (
            <span className={classes.asked}>asked {formatDay(item.lastFollowUp.at, reader)}</span>
          )
        )}
      </td>
    </tr>
  );
}

function AnswerBy({
  lapse,
  reader,
  urgency,
}: {
  lapse: QueuedLapse;
  reader: Reader;
  urgency: QueuedLapse['urgency'];
}) {
  if (urgency === 'passed') return <span className={classes.passed}>answer time passed</span>;
  const words = formatTime(lapse.answerBy, reader);
  return urgency === 'today' ? (
    <span className={`${classes.dueWords} ${classes.soon}`}>
      <Mark nearness="soon" />
      {words}
    </span>
  ) : (
    words
  );
}
