import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, Outlet, getRouteApi } from '@tanstack/react-router';
import { CsvLink } from '../../components/CsvLink.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { useReader } from '../../components/useReader.ts';
import { useMe } from '../identity/identity.queries.ts';
import { keptSearch } from '../saved-views/kept-search.ts';
import { SavedViewTabs } from '../saved-views/SavedViewTabs.tsx';
import { ExceptionEntry } from './ExceptionEntry.tsx';
import { ExceptionFilterBar } from './ExceptionFilterBar.tsx';
import { exceptionsQuery, quartersQuery } from './exceptions.queries.ts';
import { type ExceptionView, ExceptionsSearch, filtersOf } from './exceptions.search.ts';
import { Quarters } from './Quarters.tsx';

const purposes = {
  mine: 'Departures from policy that you asked for, and what was decided.',
  decide: 'What waits for your decision. A reason goes with it, and it stands for good.',
  team: 'What was asked for at the company’s cost, and what was decided.',
};

const views: Record<ExceptionView, { label: string; search: Record<string, string> }> = {
  decide: { label: 'To decide', search: { view: 'decide' } },
  team: { label: 'All', search: { view: 'team' } },
  mine: { label: 'My own', search: { view: 'mine' } },
};

const route = getRouteApi('/shell/exceptions');

/** What reps ask for at the company's cost: my own, those I am to decide, and all I see. */
export function ExceptionsPage() {
  const { permissions } = useMe();
  const navigate = route.useNavigate();
  const mayAsk = permissions.includes('exceptions.ask');
  const mayDecide = permissions.includes('exceptions.decide');
  const mayReview = permissions.includes('exceptions.review');
  const search = route.useSearch();
  const { view = mayDecide ? 'decide' : 'mine' } = search;
  const filters = filtersOf(view, search, useReader());
  // What was narrowed further stays in view until the narrower list is there.
  const query = useInfiniteQuery({ ...exceptionsQuery(filters), placeholderData: keepPreviousData });
  const exceptions = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const quarters = useQuery({ ...quartersQuery, enabled: mayReview && view === 'team' });
  const kept = { ...keptSearch(search), view };

  return (
    <Page
      title="Exceptions"
      purpose={purposes[view]}
      action={
        <>
          <CsvLink list="exceptions" filters={filters} />
          {mayAsk && view === 'mine' && (
            <Button
              onClick={() =>
                void navigate({ to: '/exceptions/new', search: (previous) => previous, resetScroll: false })
              }
            >
              Ask for an exception
            </Button>
          )}
        </>
      }
      panel={<Outlet />}
    >
      <SavedViewTabs
        list="exceptions"
        search={kept}
        usual={[...(mayDecide ? [views.decide, views.team] : []), ...(mayAsk ? [views.mine] : [])]}
        link={({ key, label, search: to, isCurrent }) => (
          <Link
            key={key}
            to="/exceptions"
            search={ExceptionsSearch.parse(to)}
            activeOptions={{ exact: true }}
            aria-current={isCurrent ? 'true' : undefined}
          >
            {label}
          </Link>
        )}
      />
      {quarters.data && <Quarters quarters={quarters.data.quarters} />}
      <ExceptionFilterBar
        view={view}
        search={search}
        shownRep={exceptions.find(({ rep }) => rep.id === search.rep)?.rep}
        onChange={(change) =>
          void navigate({
            to: '.',
            search: (previous) => ({ ...previous, ...change }),
            replace: true,
            resetScroll: false,
          })
        }
      />
      <QueryState query={query}>
        {() =>
          exceptions.length === 0 ? (
            <NoneYet view={view} isNarrowed={Object.keys(kept).some((name) => name !== 'view')} />
          ) : (
            <>
              <ul>
                {exceptions.map((exception) => (
                  <ExceptionEntry key={exception.id} exception={exception} showRep={view !== 'mine'} />
                ))}
              </ul>
              <MoreRows query={query} />
            </>
          )
        }
      </QueryState>
    </Page>
  );
}

function NoneYet({ view, isNarrowed }: { view: ExceptionView; isNarrowed: boolean }) {
  if (isNarrowed)
    return <EmptyState title="Nothing fits">No exception is of that kind. Clear the filters.</EmptyState>;
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
