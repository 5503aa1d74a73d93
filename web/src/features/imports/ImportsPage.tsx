import type { ImportRun } from '@plumbline/shared/contracts/imports.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { useRowKeys } from '../../components/useRowKeys.ts';
import { formatTime } from '../../lib/formats.ts';
import { useReader } from '../../components/useReader.ts';
import { DropZone } from './DropZone.tsx';
import classes from './ImportsPage.module.css';
import { importsQuery } from './imports.queries.ts';
import { originWords, outcome, problemsInWords, statusWords } from './words.ts';

/** Where records come in, and every time they did. */
export function ImportsPage() {
  const query = useInfiniteQuery(importsQuery);
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list, {});
  return (
    <Page
      title="Imports"
      purpose="Bring in the record: people, paperwork, follow-ups, deals and activities, as one zip of CSV files."
    >
      <DropZone />
      <h2 className={classes.history}>History</h2>
      <QueryState query={query} skeletonRows={4}>
        {({ pages }) => {
          const runs = pages.flatMap(({ rows }) => rows);
          if (runs.length === 0) {
            return (
              <EmptyState title="Nothing was imported yet">
                The files and their columns are described in docs/import.md. People alone are enough to begin
                with.
              </EmptyState>
            );
          }
          return (
            <>
              <ul ref={list}>
                {runs.map((run) => (
                  <RunRow key={run.id} run={run} />
                ))}
              </ul>
              <MoreRows query={query} />
            </>
          );
        }}
      </QueryState>
    </Page>
  );
}

function RunRow({ run }: { run: ImportRun }) {
  const reader = useReader();
  const problems = problemsInWords(run);
  return (
    <li className={classes.run} data-row={run.id}>
      <div>
        <Link to="/imports/$importId" params={{ importId: run.id }} className={classes.name} data-row-focus>
          {run.fileName}
        </Link>
        <span className={classes.when}>
          {formatTime(run.createdAt, reader)} · {run.startedBy ? `${run.startedBy.name}, ` : ''}
          {originWords[run.origin]}
        </span>
      </div>
      <div className={classes.result}>
        <span className={classes.status} data-status={run.status}>
          {statusWords[run.status]}
        </span>
        <span className={classes.when}>
          {run.status === 'succeeded' ? outcome(run) : ''}
          {problems && `${run.status === 'succeeded' ? '; ' : ''}${problems}`}
        </span>
      </div>
    </li>
  );
}
