import type { Trial } from '@plumbline/shared/contracts/patterns.ts';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { useReader } from '../../components/useReader.ts';
import { useRowKeys } from '../../components/useRowKeys.ts';
import { formatDay } from '../../lib/formats.ts';
import classes from './Occasions.module.css';
import type { OccasionKey } from './patterns.queries.ts';

type Pages = InfiniteData<{ rows: Trial[] }>;

/** A list of occasions, paged by key. Each row opens the occasion beside the list, under an address of its own. */
export function Occasions({
  query,
  open,
  filterable = false,
}: {
  query: Pick<
    UseInfiniteQueryResult<Pages>,
    'data' | 'error' | 'refetch' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'
  >;
  open: OccasionKey | null;
  /** Whether choosing a rep's name narrows the list down to them. */
  filterable?: boolean;
}) {
  const list = useRef<HTMLTableElement>(null);
  useRowKeys(list, {});
  return (
    <QueryState query={query} skeletonRows={8}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.rows);
        if (rows.length === 0) {
          return (
            <EmptyState title="No such occasions">
              The record holds none by these filters. They appear here as they settle, week by week.
            </EmptyState>
          );
        }
        return (
          <>
            <table ref={list} className={classes.occasions}>
              <thead>
                <tr>
                  <th scope="col">Day</th>
                  <th scope="col">Rep</th>
                  <th scope="col">What about</th>
                  <th scope="col">How it was read</th>
                  <th scope="col">Counts</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <OccasionRow
                    key={`${row.signal} ${row.subjectId} ${row.settledAt}`}
                    row={row}
                    open={open}
                    filterable={filterable}
                  />
                ))}
              </tbody>
            </table>
            <MoreRows query={query} />
          </>
        );
      }}
    </QueryState>
  );
}

function OccasionRow({
  row,
  open,
  filterable,
}: {
  row: Trial;
  open: OccasionKey | null;
  filterable: boolean;
}) {
  const reader = useReader();
  const isOpen =
    open?.subjectId === row.subjectId && open.settledAt === row.settledAt && open.signal === row.signal;
  return (
    <tr data-row={`${row.signal} ${row.subjectId} ${row.settledAt}`} data-open={isOpen || undefined}>
      <td className={classes.day}>{formatDay(row.occurredAt, reader)}</td>
      <td className={classes.rep}>
        {filterable ? (
          <Link
            to="."
            search={(previous) => ({ ...previous, rep: row.rep.id })}
            resetScroll={false}
            title={`Only occasions with ${row.rep.name}`}
          >
            {row.rep.name}
          </Link>
        ) : (
          row.rep.name
        )}
      </td>
      <td className={classes.subject}>
        <Link
          to="."
          search={(previous) => ({
            ...previous,
            signal: row.signal,
            subject: row.subjectId,
            settled: row.settledAt,
          })}
          resetScroll={false}
          data-row-focus
        >
          {row.subject}
        </Link>
      </td>
      <td className={classes.explanation}>{row.explanation}</td>
      <td>
        <OutcomeWord outcome={row.outcome} />
      </td>
    </tr>
  );
}

/** For or against; an answer that nothing else bears out counts half. */
export function OutcomeWord({ outcome }: { outcome: number }) {
  if (outcome === 1) return <span className={classes.against}>against</span>;
  if (outcome === 0) return <span className={classes.for}>for</span>;
  return (
    <span className={classes.half}>
      {outcome === 0.5 ? 'half against' : `${Math.round(outcome * 100)} % against`}
    </span>
  );
}
