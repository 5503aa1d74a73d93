import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { Views } from '../../components/Views.tsx';
import { useMe } from '../identity/identity.queries.ts';
import { ExceptionEntry } from './ExceptionEntry.tsx';
import { exceptionsQuery, quartersQuery } from './exceptions.queries.ts';
import { Quarters } from './Quarters.tsx';

const purposes = {
  mine: 'Departures from policy that you asked for, and what was decided.',
  decide: 'What waits for your decision. A reason goes with it, and it stands for good.',
  team: 'What was asked for at the company’s cost, and what was decided.',
};

/** What reps ask for at the company's cost: my own, those I am to decide, and all I see. */
export function ExceptionsPage() {
  const { permissions } = useMe();
  const navigate = useNavigate();
  const mayAsk = permissions.includes('exceptions.ask');
  const mayDecide = permissions.includes('exceptions.decide');
  const mayReview = permissions.includes('exceptions.review');
  const { view = mayDecide ? 'decide' : 'mine' } = useSearch({ from: '/shell/exceptions' });
  const query = useInfiniteQuery(
    exceptionsQuery(
      view === 'mine'
        ? { scope: 'mine' }
        : { scope: 'team', ...(view === 'decide' ? { toDecide: true as const } : {}) },
    ),
  );
  const quarters = useQuery({ ...quartersQuery, enabled: mayReview && view === 'team' });

  return (
    <Page
      title="Exceptions"
      purpose={purposes[view]}
      action={
        mayAsk && view === 'mine' ? (
          <Button
            onClick={() => void navigate({ to: '/exceptions/new', search: { view }, resetScroll: false })}
          >
            Ask for an exception
          </Button>
        ) : undefined
      }
      panel={<Outlet />}
    >
      {mayDecide && (
        <Views label="Which exceptions">
          {viewsFor(mayAsk).map(({ name, label }) => (
            <Link
              key={name}
              to="/exceptions"
              search={{ view: name }}
              aria-current={view === name ? 'true' : undefined}
            >
              {label}
            </Link>
          ))}
        </Views>
      )}
      {quarters.data && <Quarters quarters={quarters.data.quarters} />}
      <QueryState query={query}>
        {({ pages }) => {
          const exceptions = pages.flatMap((page) => page.rows);
          if (exceptions.length === 0) return <NoneYet view={view} />;
          return (
            <>
              <ul>
                {exceptions.map((exception) => (
                  <ExceptionEntry key={exception.id} exception={exception} showRep={view !== 'mine'} />
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

type View = 'mine' | 'decide' | 'team';

const viewsFor = (mayAsk: boolean): { name: View; label: string }[] => [
  { name: 'decide', label: 'To decide' },
  { name: 'team', label: 'All' },
  ...(mayAsk ? [{ name: 'mine' as const, label: 'My own' }] : []),
];

function NoneYet({ view }: { view: View }) {
  if (view === 'decide')
    return (
      <EmptyState title="Nothing waits for your decision">
        When one of your people asks for a discount, credit terms, a return or another exception, it appears
        here.
      </EmptyState>
    );
  if (view === 'team')
    return (
      <EmptyState title="No exception is on record">
        Reps ask for exceptions here, or they come in by an import (exceptions.csv).
      </EmptyState>
    );
  return (
    <EmptyState title="You have asked for no exception">
      A discount beyond your limit, longer credit, a return: ask here, and the answer is on record.
    </EmptyState>
  );
}
