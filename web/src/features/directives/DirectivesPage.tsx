import { Button } from '@mantine/core';
import type { Directive } from '@plumbline/shared/contracts/directives.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, Outlet, getRouteApi } from '@tanstack/react-router';
import { CsvLink } from '../../components/CsvLink.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { useReader } from '../../components/useReader.ts';
import { formatTime } from '../../lib/formats.ts';
import { EscalatedSection } from '../escalations/EscalatedSection.tsx';
import { useMe } from '../identity/identity.queries.ts';
import { ReviewSection } from '../items/ReviewSection.tsx';
import { useAccept } from '../items/items.mutations.tsx';
import { reviewsQuery } from '../items/items.queries.ts';
import { keptSearch } from '../saved-views/kept-search.ts';
import { SavedViewTabs } from '../saved-views/SavedViewTabs.tsx';
import { AboutOwn } from './AboutOwn.tsx';
import { Chain } from './Chain.tsx';
import { DirectiveFilterBar } from './DirectiveFilterBar.tsx';
import classes from './DirectivesPage.module.css';
import { useRelayDirective } from './directives.mutations.ts';
import { directivesQuery } from './directives.queries.ts';
import { DirectivesSearch, filtersOf } from './directives.search.ts';
import { standing } from './words.ts';

const views: { label: string; search: Record<string, string> }[] = [
  { label: 'Open', search: {} },
  { label: 'All', search: { view: 'all' } },
  { label: 'Issued by me', search: { view: 'mine' } },
];

const route = getRouteApi('/shell/directives');

/** What was asked for from above, how far it has come, and what is mine to relay. */
export function DirectivesPage() {
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filters = filtersOf(search, useReader(), me);
  // What was narrowed further stays in view until the narrower list is there.
  const query = useInfiniteQuery({ ...directivesQuery(filters), placeholderData: keepPreviousData });
  const directives = query.data?.pages.flatMap(({ rows }) => rows) ?? [];
  const kept = keptSearch(search, ['about']);
  return (
    <Page
      title="Directives"
      purpose="Issued, relayed, acknowledged, done: how far each has come, and where it stopped."
      action={
        <>
          <CsvLink list="directives" filters={filters} />
          <Button
            onClick={() =>
              void navigate({ to: '/directives/new', search: (previous) => previous, resetScroll: false })
            }
          >
            Issue a directive
          </Button>
        </>
      }
      panel={<Outlet />}
    >
      <EscalatedSection panel="/directives/items/$itemId" />
      {me.role === 'executive' && <Verifications />}
      <SavedViewTabs
        list="directives"
        search={kept}
        usual={views}
        link={({ key, label, search: to, isCurrent }) => (
          <Link
            key={key}
            to="/directives"
            search={DirectivesSearch.parse(to)}
            activeOptions={{ exact: true }}
            aria-current={isCurrent ? 'true' : undefined}
          >
            {label}
          </Link>
        )}
      />
      {search.view === 'mine' && <AboutOwn about={search.about} />}
      <DirectiveFilterBar
        search={search}
        state={filters.state}
        shownIssuer={directives.find(({ issuedBy }) => issuedBy.id === search.issuer)?.issuedBy}
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
        {() => {
          if (directives.length === 0)
            return (
              <NoneYet isNarrowed={Object.keys(kept).some((name) => name !== 'view')} view={search.view} />
            );
          return (
            <>
              <ul>
                {directives.map((directive) => (
                  <DirectiveEntry key={directive.id} directive={directive} />
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

function NoneYet({ isNarrowed, view = 'open' }: { isNarrowed: boolean; view: DirectivesSearch['view'] }) {
  if (isNarrowed)
    return <EmptyState title="Nothing fits">No directive is of that kind. Clear the filters.</EmptyState>;
  return (
    <EmptyState title={view === 'open' ? 'No directive is open' : 'No directive yet'}>
      Issue one to people, teams or a whole branch; here you then see how far it has come.
    </EmptyState>
  );
}

/** An executive comes here first: what they want to verify stands here, too. */
function Verifications() {
  const accept = useAccept();
  const query = useInfiniteQuery(reviewsQuery);
  return (
    <>
      <ReviewSection
        submissions={query.data?.pages.flatMap(({ rows }) => rows) ?? []}
        waiting={query.data?.pages[0]?.waiting ?? 0}
        onAccept={({ item }) => accept.mutate(item)}
        panel="/directives/items/$itemId"
      />
      <MoreRows query={query} />
    </>
  );
}

function DirectiveEntry({ directive }: { directive: Directive }) {
  const reader = useReader();
  const relay = useRelayDirective();
  const remarks = standing(directive);
  return (
    <li className={classes.entry}>
      <div>
        <Link
          from="/directives"
          to="/directives/$directiveId"
          params={{ directiveId: directive.id }}
          search={(previous) => previous}
          resetScroll={false}
          className={classes.title}
        >
          {directive.title}
        </Link>
        <p className={classes.facts}>
          {directive.issuedBy.name} · issued {formatTime(directive.issuedAt, reader)} · due{' '}
          {formatTime(directive.dueAt, reader)}
        </p>
        {remarks && (
          <p className={directive.chain.late > 0 && !directive.recalled ? classes.late : classes.facts}>
            {remarks}
          </p>
        )}
      </div>
      <Chain directive={directive} />
      <div className={classes.actions}>
        {directive.can.relay && (
          <Button
            variant="light"
            size="compact-md"
            aria-label={`Relay: ${directive.title}`}
            loading={relay.isPending}
            onClick={() => relay.mutate(directive.id)}
          >
            Relay
          </Button>
        )}
      </div>
    </li>
  );
}
