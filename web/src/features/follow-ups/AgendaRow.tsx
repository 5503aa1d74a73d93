import { Textarea } from '@mantine/core';
import type { AgendaLine } from '@plumbline/shared/contracts/one-to-ones.ts';
import {
  type FollowUpOutcome,
  excuses,
  followUpOutcomes,
  excuseWords,
} from '@plumbline/shared/domain/vocabulary.ts';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { ChoiceField } from '../../components/ChoiceField.tsx';
import { TimeField } from '../../components/TimeField.tsx';
import { useReader } from '../../components/useReader.ts';
import { type Reader, formatDay, formatTime, ordinal } from '../../lib/formats.ts';
import { quickTimes } from '../../lib/quick-times.ts';
import { choices, outcomeWords } from '../../lib/words.ts';
import { Mark } from '../items/Mark.tsx';
import { dueWords, nearnessOf } from '../items/due.ts';
import classes from './OneToOne.module.css';
import { Proposal } from './Proposal.tsx';
import { type Said, neededFor, nothingSaid } from './spoken.ts';

const outcomes = [
  { value: 'none' as const, label: 'not discussed', key: '0' },
  ...choices(outcomeWords, followUpOutcomes).map((choice, index) => ({ ...choice, key: `${index + 1}` })),
];

/** One item of the agenda: what is known about it, what came of it, and what that wants to be said with it. */
export function AgendaRow({
  line,
  said,
  isNext,
  isChecked,
  onSay,
}: {
  line: AgendaLine;
  said: Said | null;
  /** Its outcome was chosen by the keyboard, and the next field is to have the focus. */
  isNext: boolean;
  /** Somebody tried to send it: what is missing is said. */
  isChecked: boolean;
  onSay: (said: Said | null) => void;
}) {
  const reader = useReader();
  const link = useRef<HTMLAnchorElement>(null);
  const [promises] = useState(() => quickTimes(reader));
  const { item } = line;
  const nearness = nearnessOf(item, reader);
  const missing = said && isChecked ? neededFor(said) : {};
  const choose = (outcome: FollowUpOutcome | 'none') =>
    onSay(outcome === 'none' ? null : { ...(said ?? nothingSaid(outcome)), outcome });

  return (
    <li
      className={classes.row}
      data-row={item.id}
      onKeyDown={(event) => {
        // Out of the fields, back to the row: its keys work again.
        if (event.key === 'Escape') link.current?.focus();
      }}
    >
      <p className={classes.what}>
        <Mark nearness={nearness} />
        <Link
          ref={link}
          to="/team/$repId/items/$itemId"
          params={{ repId: item.rep.id, itemId: item.id }}
          className={classes.title}
          data-row-focus
        >
          {item.title}
        </Link>
        <span className={classes[nearness]}>{dueWords(item, reader, 'short')}</span>
      </p>
      <p className={classes.remarks}>{remarksOn(line, reader).join(' · ')}</p>
      <Proposal proposed={line.proposed} />
      <ChoiceField
        legend={<span className={classes.hidden}>{`What came of it: ${item.title}`}</span>}
        options={outcomes}
        value={said?.outcome ?? 'none'}
        onChange={choose}
      />
      {said && (
        <div className={classes.more}>
          {said.outcome === 'excuse_accepted' && (
            <ChoiceField
              legend="Which excuse"
              options={[{ value: 'none', label: 'not said' }, ...choices(excuseWords, excuses)]}
              value={said.excuse}
              onChange={(excuse) => onSay({ ...said, excuse })}
              error={missing.excuse}
              autoFocus={isNext}
            />
          )}
          <TimeField
            legend="New commitment"
            quick={promises}
            noneLabel="none"
            timeZone={reader.timeZone}
            value={said.commitmentAt}
            onChange={(commitmentAt) => onSay({ ...said, commitmentAt })}
            error={missing.commitmentAt}
            autoFocus={isNext && said.outcome !== 'excuse_accepted'}
          />
          <Textarea
            label="Note"
            placeholder="Optional; the rep sees it"
            maxLength={4000}
            autosize
            minRows={1}
            maxRows={6}
            value={said.note}
            onChange={(event) => onSay({ ...said, note: event.currentTarget.value })}
          />
        </div>
      )}
    </li>
  );
}

/** What a manager wants to know of it before the talk. */
function remarksOn(
  { item, answerBy, lapseNumber, commitments, before }: AgendaLine,
  reader: Reader,
): string[] {
  const broken = commitments.filter(({ state }) => state === 'broken');
  const open = commitments.find(({ state }) => state === 'open');
  const excused = before.find(({ outcome }) => outcome === 'excuse_accepted');
  const [last] = before;
  return [
    answerBy &&
      (Date.parse(answerBy) <= reader.now.getTime()
        ? 'answer time passed'
        : `answer by ${formatTime(answerBy, reader)}`),
    lapseNumber && `${ordinal(lapseNumber)} lapse in 60 days`,
    broken[0] && `promised for ${formatTime(broken[0].promisedFor, reader)}, not kept`,
    broken.length > 1 && `${broken.length} promises broken`,
    open && `promised for ${formatTime(open.promisedFor, reader)}`,
    item.lastReason && `says: ${excuseWords[item.lastReason.excuse]}`,
    item.extensionRequest && `asks for time until ${formatTime(item.extensionRequest.newDueAt, reader)}`,
    excused &&
      `${excused.sameItem ? 'excused' : 'the like excused'} ${formatDay(excused.at, reader)}${excused.excuse ? `, ${excuseWords[excused.excuse]}` : ''}`,
    last && last !== excused && `last: ${outcomeWords[last.outcome]}, ${formatDay(last.at, reader)}`,
  ].filter((remark) => typeof remark === 'string');
}
