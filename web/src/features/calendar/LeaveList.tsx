import { Button } from '@mantine/core';
import type { Absence } from '@plumbline/shared/contracts/calendar.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { said } from '../../components/toasts.tsx';
import { useReader } from '../../components/useReader.ts';
import { formatDate, type Reader } from '../../lib/formats.ts';
import { wallAt } from '../../lib/zoned.ts';
import classes from './calendar.module.css';
import { useChangeLeave, useTakeLeaveBack } from './calendar.mutations.ts';
import { absencesQuery } from './calendar.queries.ts';

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
  const change = useChangeLeave();
  const takeBack = useTakeLeaveBack();
  const { id, person, until, cover, recordedBy, can, version, counts } = absence;
  return (
    <li className={classes.row}>
      <span className={classes.name}>{isNamed ? person.name : daysOf(absence, reader)}</span>
      <span className={classes.meaning}>
        {[
          isNamed && daysOf(absence, reader),
          cover && `${cover.name} takes over`,
          recordedBy && `recorded by ${recordedBy.name}`,
          !counts && 'recorded by themself, so that it does not count',
        ]
          .filter(Boolean)
          .join(' · ')}
        <ErrorLine error={change.error ?? takeBack.error} />
      </span>
      {can.endEarly && until !== null && until > dayAfter(reader) && (
        <Button
          size="xs"
          variant="default"
          loading={change.isPending}
          onClick={() =>
            change.mutate(
              { id, version, until: dayAfter(reader), coverId: cover?.id ?? null },
              { onSuccess: () => said(`${person.name} is back tomorrow.`) },
            )
          }
        >
          Back tomorrow
        </Button>
      )}
      {can.takeBack && (
        <Button
          size="xs"
          variant="default"
          loading={takeBack.isPending}
          onClick={() =>
            takeBack.mutate({ id, version }, { onSuccess: () => said('The leave is taken back.') })
          }
        >
          Take back
        </Button>
      )}
    </li>
  );
}

/** "7 Dec, back on 14 Dec". */
export function daysOf({ from, until, state }: Absence, reader: Reader): string {
  const days =
    until === null
      ? `from ${formatDate(from, reader)}`
      : `${formatDate(from, reader)}, back on ${formatDate(until, reader)}`;
  return state === 'withdrawn' ? `${days}, taken back` : days;
}

/** Tomorrow, where the reader is. */
function dayAfter({ now, timeZone }: Reader): string {
  const { year, month, day } = wallAt(now, timeZone);
  return new Date(Date.UTC(year, month - 1, day + 1)).toISOString().slice(0, 10);
}
