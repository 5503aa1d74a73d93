import type { Patterns } from '@plumbline/shared/contracts/patterns.ts';
import { Tooltip, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import classes from './HeatCell.module.css';
import { cellSentence } from './judgement.ts';
import { toneOf } from './scale.ts';
import tones from './tones.module.css';
import { bareRange, figure, percent, signalWords } from './words.ts';

type CellReading = Patterns['managers'][number]['patterns'][number]['signals'][number];

/** One signal of one manager: the rate and its likely range on the diverging scale; the whole sentence on hover and focus. */
export function HeatCell({ managerId, reading }: { managerId: string; reading: CellReading }) {
  const { signal, rate, low, high, norm, n, judgement } = reading;
  const readable = judgement !== 'cannot_judge' && rate !== null;
  const tone =
    judgement === 'cannot_judge'
      ? tones.hatched
      : judgement === 'few_occasions' || rate === null
        ? tones.few
        : tones[toneOf(rate, norm)];
  const sentence = cellSentence(reading);
  return (
    <Tooltip label={sentence} events={{ hover: true, focus: true, touch: false }} multiline maw={280}>
      <Link
        to="/patterns/$managerId"
        params={{ managerId }}
        search={{ signal }}
        className={`${classes.cell} ${tone}`}
      >
        <VisuallyHidden>{sentence}</VisuallyHidden>
        <span className={classes.figures} aria-hidden>
          <span className={classes.label}>{signalWords[signal].name}</span>
          {readable ? (
            <>
              <span className={judgement === 'over' ? classes.over : classes.rate}>
                {shortFigure(signal, rate, judgement === 'few_occasions' ? n : null)}
              </span>
              <span className={classes.range}>{bareRange(signal, low, high)}</span>
            </>
          ) : (
            <span className={classes.unreadable}>{judgement === 'cannot_judge' ? 'n/a' : 'none'}</span>
          )}
        </span>
      </Link>
    </Tooltip>
  );
}

/** A share of a few occasions is said as what it is, so many of so many. */
function shortFigure(signal: CellReading['signal'], rate: number, few: number | null): string {
  if (signal === 'selective_leniency') return figure(signal, rate).replace('points', 'pt');
  return few === null ? percent(rate) : `${Number((rate * few).toFixed(1))} of ${few}`;
}
