import type { Pattern } from '@plumbline/shared/domain/vocabulary.ts';
import { friendSignals, patterns, superSignals } from '@plumbline/shared/domain/vocabulary.ts';
import { VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { count } from '../../lib/formats.ts';
import type { Branch, ManagerRow } from './branches.ts';
import { HeatCell } from './HeatCell.tsx';
import { evidenceChange } from './odds.ts';
import { PatternSummary } from './PatternSummary.tsx';
import classes from './PatternsTable.module.css';
import { patternMeanings, patternNames, signalWords } from './words.ts';

const signalsOf = { friend: friendSignals, super: superSignals } as const;

/** Managers by branch, a column a pattern; the open pattern shows a column a signal. */
export function PatternsTable({ branches, open }: { branches: readonly Branch[]; open: Pattern | null }) {
  const columns = 4 + (open ? signalsOf[open].length : 0);
  return (
    <div className={classes.frame}>
      <table className={open ? `${classes.table} ${classes.isOpen}` : classes.table}>
        <thead>
          <tr>
            <th scope="col">Manager</th>
            {patterns.map((pattern) => (
              <PatternHeads key={pattern} pattern={pattern} isOpen={open === pattern} />
            ))}
            <th scope="col" className={open ? classes.whenClosed : undefined}>
              What changed
            </th>
          </tr>
        </thead>
        {branches.map((branch) => (
          <tbody key={branch.id ?? 'none'}>
            <tr className={classes.branch}>
              <th scope="rowgroup" colSpan={columns}>
                {branch.name}
              </th>
            </tr>
            {branch.managers.map((row) => (
              <ManagerCells key={row.manager.id} row={row} open={open} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function PatternHeads({ pattern, isOpen }: { pattern: Pattern; isOpen: boolean }) {
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <th scope="col">
        <Link
          to="/patterns"
          search={(previous) => ({ ...previous, open: isOpen ? undefined : pattern })}
          className={classes.opener}
          title={patternMeanings[pattern]}
          aria-expanded={isOpen}
          role="button"
        >
          {patternNames[pattern]} <Chevron size={14} aria-hidden />
        </Link>
      </th>
      {isOpen &&
        signalsOf[pattern].map((signal) => (
          <th key={signal} scope="col" className={classes.signal}>
            {signalWords[signal].name}
          </th>
        ))}
    </>
  );
}

function ManagerCells({ row, open }: { row: ManagerRow; open: Pattern | null }) {
  const { manager, reps, isNew, patterns: readings } = row;
  const flagged = readings.filter(({ openFlagId }) => openFlagId !== null);
  return (
    <tr className={classes.manager}>
      <th scope="row">
        <Link to="/patterns/$managerId" params={{ managerId: manager.id }} className={classes.name}>
          {manager.name}
        </Link>
        <span className={classes.team}>
          {count(reps, 'rep')}
          {isNew && ' · new'}
        </span>
        {flagged.map(({ pattern, openFlagId }) => (
          <Link
            key={pattern}
            to="/flags/$flagId"
            params={{ flagId: openFlagId ?? '' }}
            className={classes.flag}
          >
            Open flag
            <VisuallyHidden component="span">
              : {patternNames[pattern]} of {manager.name}
            </VisuallyHidden>
          </Link>
        ))}
      </th>
      {patterns.map((pattern) => {
        const reading = readings.find((candidate) => candidate.pattern === pattern);
        return (
          <PatternCells
            key={pattern}
            managerId={manager.id}
            pattern={pattern}
            reading={reading}
            isOpen={open === pattern}
          />
        );
      })}
      <td className={open ? `${classes.changed} ${classes.whenClosed}` : classes.changed}>
        {readings.map((reading) => (
          <Change key={reading.pattern} reading={reading} />
        ))}
      </td>
    </tr>
  );
}

function PatternCells({
  managerId,
  pattern,
  reading,
  isOpen,
}: {
  managerId: string;
  pattern: Pattern;
  reading: ManagerRow['patterns'][number] | undefined;
  isOpen: boolean;
}) {
  return (
    <>
      <td className={classes.pattern}>
        <span className={classes.patternLabel}>{patternNames[pattern]}</span>
        {reading ? <PatternSummary reading={reading} /> : <span className={classes.quiet}>not read yet</span>}
      </td>
      {isOpen &&
        signalsOf[pattern].map((signal) => {
          const cell = reading?.signals.find((candidate) => candidate.signal === signal);
          return (
            <td key={signal} className={classes.heat}>
              {cell && <HeatCell managerId={managerId} reading={cell} />}
            </td>
          );
        })}
    </>
  );
}

/** What the last four weeks did to the evidence, where they did anything. */
function Change({ reading }: { reading: ManagerRow['patterns'][number] }) {
  const change = reading.judgement === 'cannot_judge' ? null : evidenceChange(reading.trend);
  if (!change) return null;
  return (
    <p>
      {reading.pattern === 'friend' ? 'friend' : 'manager-led'} {change.from} → {change.to}
    </p>
  );
}
