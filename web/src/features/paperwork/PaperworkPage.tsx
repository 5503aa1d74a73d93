import { Button } from '@mantine/core';
import type { PaperworkType } from '@plumbline/shared/contracts/paperwork.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { useReader } from '../../components/useReader.ts';
import { useRowKeys } from '../../components/useRowKeys.ts';
import { formatDate, type Reader } from '../../lib/formats.ts';
import classes from './paperwork.module.css';
import { paperworkQuery } from './paperwork.queries.ts';
import { whenOf, whoOf } from './words.ts';

/** Kinds of paperwork, when they fall due, and who owes them. */
export function PaperworkPage() {
  const query = useQuery(paperworkQuery);
  const navigate = useNavigate();
  const reader = useReader();
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list, {});
  return (
    <Page
      title="Paperwork"
      purpose="What is owed again and again, when, and by whom. It is on people’s lists a fortnight ahead; a change rewrites nothing that is there already."
      action={<Button onClick={() => void navigate({ to: '/paperwork/new' })}>Add paperwork</Button>}
      panel={<Outlet />}
    >
      <QueryState query={query}>
        {({ types }) =>
          types.length === 0 ? (
            <EmptyState title="No paperwork yet">
              Add a report that your reps owe, and when. Paperwork that an import brings appears here too; it
              can be given a schedule.
            </EmptyState>
          ) : (
            <ul ref={list}>
              {types.map((type) => (
                <li key={type.id} data-row={type.id} className={classes.row}>
                  <Link
                    to="/paperwork/$typeId"
                    params={{ typeId: type.id }}
                    resetScroll={false}
                    className={classes.name}
                    data-row-focus
                  >
                    {type.name}
                  </Link>
                  <span>{type.schedule === null ? 'No schedule' : whenOf(type.schedule)}</span>
                  <span className={classes.quiet}>
                    {type.schedule === null ? 'as imported' : whoOf(type.schedule, type.people)}
                  </span>
                  <span className={classes.quiet}>{stateOf(type, reader)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
    </Page>
  );
}

function stateOf({ schedule, coming }: PaperworkType, reader: Reader): string {
  return [
    schedule?.isPaused && 'paused',
    schedule?.endsBefore && `until ${formatDate(schedule.endsBefore, reader)}`,
    coming &&
      `${coming.schedule.isPaused ? 'paused' : whenOf(coming.schedule)} from ${formatDate(coming.inForceFrom, reader)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
