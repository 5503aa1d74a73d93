import { Button } from '@mantine/core';
import type { Absence } from '@plumbline/shared/contracts/calendar.ts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { useReader } from '../../components/useReader.ts';
import { formatDate, type Reader } from '../../lib/formats.ts';
import { meQuery } from '../identity/identity.queries.ts';
import classes from './calendar.module.css';
import { useConfirmLeave, useTakeLeaveBack } from './calendar.mutations.ts';
import { absencesQuery } from './calendar.queries.ts';
import { LeaveChange } from './LeaveChange.tsx';

/** Leave, of one person or of all that the reader sees. */
export function LeaveList({
  person,
  state,
  none,
}: {
  person?: string;
  state: 'present' | 'past';
  /** What is said where there is none. */
  none: string;
}) {
  const query = useInfiniteQuery(absencesQuery({ ...(person === undefined ? {} : { person }), state }));
  return (
    <QueryState query={query} skeletonRows={2}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.rows);
        return rows.length === 0 ? (
          <p className={classes.none}>{none}</p>
        ) : (
          <>
            <ul>
              {rows.map((absence) => (
                <LeaveRow key={absence.id} absence={absence} isNamed={person === undefined} />
              ))}
            </ul>
            <MoreRows query={query} />
          </>
        );
      }}
    </QueryState>
  );
}

function LeaveRow({ absence, isNamed }: { absence: Absence; isNamed: boolean }) {
  const reader = useReader();
  const me = useQuery(meQuery);
  const [isChanging, setChanging] = useState(false);
  const { id, person, cover, recordedBy, can, version, counts, state } = absence;
  const confirm = useConfirmLeave(`Leave of ${person.name} counts from now.`);
  const takeBack = useTakeLeaveBack('The leave is taken back.');
  const days = daysOf(absence, reader);
  const of = `${person.name}, ${days}`;
  const isMine = (who: { id: string }) => who.id === me.data?.id;
  return (
    <li className={classes.row}>
      <span className={classes.name}>{isNamed ? person.name : days}</span>
      <span className={classes.meaning}>
        {[
          isNamed && days,
          cover && (isMine(cover) ? 'you take over' : `${cover.name} takes over`),
          counts && recordedBy && `recorded by ${recordedBy.name}`,
          !counts && (state === 'now' || state === 'coming' ? 'waits to be confirmed' : 'not confirmed'),
        ]
          .filter(Boolean)
          .join(' · ')}
        <ErrorLine error={confirm.error ?? takeBack.error} />
      </span>
      {!isChanging && (
        <span className={classes.acts}>
          {can.confirm && (
            <Button
              size="xs"
              aria-label={`Confirm the leave of ${of}`}
              loading={confirm.isPending}
              onClick={() => confirm.mutate({ id, version })}
            >
              Confirm
            </Button>
          )}
          {can.change && (
            <Button
              size="xs"
              variant="default"
              aria-label={`Change the leave of ${of}`}
              onClick={() => setChanging(true)}
            >
              Change
            </Button>
          )}
          {can.takeBack && (
            <Button
              size="xs"
              variant="default"
              aria-label={`Take back the leave of ${of}`}
              loading={takeBack.isPending}
              onClick={() => takeBack.mutate({ id, version })}
            >
              Take back
            </Button>
          )}
        </span>
      )}
      {isChanging && (
        <div className={classes.change}>
          <LeaveChange absence={absence} onDone={() => setChanging(false)} />
        </div>
      )}
    </li>
  );
}

/** "7 Dec, back on 14 Dec", or "7 Dec to 13 Dec, and on" where further leave follows. */
export function daysOf({ from, until, state, goesOn }: Absence, reader: Reader): string {
  const first = formatDate(from, reader);
  if (until === null) return `from ${first}`;
  if (goesOn) return `${first} to ${formatDate(dayBefore(until), reader)}, and on`;
  const days = `${first}, back on ${formatDate(until, reader)}`;
  return state === 'withdrawn' ? `${days}, taken back` : days;
}

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
