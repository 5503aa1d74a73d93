import type { FlagSummary } from '@plumbline/shared/contracts/flags.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { useRowKeys } from '../../components/useRowKeys.ts';
import { formatDay } from '../../lib/formats.ts';
import { useMe } from '../identity/identity.queries.ts';
import { Views } from '../../components/Views.tsx';
import { useReader } from '../../components/useReader.ts';
import { patternNames, unbroken } from '../patterns/words.ts';
import classes from './FlagsPage.module.css';
import { flagsQuery } from './flags.queries.ts';
import { type FlagView, flagViews } from './flags.search.ts';
import { standing } from './words.ts';

const route = getRouteApi('/shell/flags');
const viewWords: Record<FlagView, string> = {
  to_review: 'To review',
  raised: 'Raised',
  cleared: 'Cleared',
  all: 'All',
};

const emptyTitles: Record<FlagView, string> = {
  to_review: 'No flag waits for a review',
  raised: 'No flag is raised',
  cleared: 'No flag was cleared yet',
  all: 'There was no flag yet',
};

/** Flags to review, and those there were. */
export function FlagsPage() {
  const { role } = useMe();
  // Whoever reviews comes for what waits; a manager's own flags wait for others.
  const views = role === 'manager' ? flagViews.filter((view) => view !== 'to_review') : flagViews;
  const [first] = views;
  const { state = first ?? 'raised' } = route.useSearch();
  const query = useInfiniteQuery(flagsQuery({ state }));
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list, {});
  return (
    <Page
      title="Flags"
      purpose={
        role === 'manager'
          ? 'Raised and cleared by evidence alone. You see a flag about you first, and your reply stands beside it.'
          : 'Raised and cleared by evidence alone. A flag opens a conversation; nothing follows from it by itself.'
      }
    >
      <Views label="Which flags">
        {views.map((option) => (
          <Link
            key={option}
            to="/flags"
            search={{ state: option === first ? undefined : option }}
            aria-current={option === state ? 'true' : undefined}
          >
            {viewWords[option]}
          </Link>
        ))}
      </Views>
      <QueryState query={query} skeletonRows={4}>
        {({ pages }) => {
          const flags = pages.flatMap(({ rows }) => rows);
          if (flags.length === 0) {
            return (
              <EmptyState title={emptyTitles[state]}>
                The record is weighed when a week closes, on Monday. A flag is raised where it speaks clearly
                against the norm, and {role === 'manager' ? 'you see it' : 'the manager sees it'} before
                anyone else.
              </EmptyState>
            );
          }
          return (
            <>
              <ul ref={list}>
                {flags.map((flag) => (
                  <FlagRow key={flag.id} flag={flag} />
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

function FlagRow({ flag }: { flag: FlagSummary }) {
  const reader = useReader();
  return (
    <li className={classes.flag} data-row={flag.id}>
      <div className={classes.head}>
        <Link to="/flags/$flagId" params={{ flagId: flag.id }} className={classes.title} data-row-focus>
          {patternNames[flag.pattern]} · {flag.manager.name}
        </Link>
        <span className={classes.standing}>
          raised {formatDay(flag.raisedAt, reader)} · {standing(flag, reader)}
        </span>
      </div>
      <p className={classes.sentence}>{unbroken(flag.sentence)}</p>
    </li>
  );
}
