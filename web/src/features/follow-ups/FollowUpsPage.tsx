import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { CsvLink } from '../../components/CsvLink.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { useReader } from '../../components/useReader.ts';
import { useMe } from '../identity/identity.queries.ts';
import { keptSearch } from '../saved-views/kept-search.ts';
import { SavedViewTabs } from '../saved-views/SavedViewTabs.tsx';
import { FollowUpEntry } from './FollowUpEntry.tsx';
import { FollowUpFilterBar } from './FollowUpFilterBar.tsx';
import { followUpsQuery } from './follow-ups.queries.ts';
import { FollowUpsSearch, filtersOf } from './follow-ups.search.ts';

const route = getRouteApi('/shell/follow-ups');

const withMe = { label: 'With me', search: {} };
const withTeam = { label: 'With my team', search: { scope: 'team' } };

/** What was said to me about my items, and whether I say it was so; for a manager also what was said to the team. */
export function FollowUpsPage() {
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filters = filtersOf(search, useReader());
  // What was narrowed further stays in view until the narrower list is there.
  const query = useInfiniteQuery({ ...followUpsQuery(filters), placeholderData: keepPreviousData });
  const followUps = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const hasTeam = me.permissions.includes('follow-ups.log');
  const kept = keptSearch(search);
  const isNarrowed = Object.keys(kept).some((name) => name !== 'scope' && name !== 'sort');
  return (
    <Page
      title={hasTeam ? 'Follow-ups' : 'My follow-ups'}
      purpose={
        search.scope === 'team'
          ? 'What you asked and logged, with your team’s answers.'
          : 'What is recorded as said to you about your items. Confirm what was so; dispute what was not.'
      }
      action={<CsvLink list="follow-ups" filters={filters} />}
    >
      <SavedViewTabs
        list="follow-ups"
        search={kept}
        usual={hasTeam ? [withMe, withTeam] : [withMe]}
        link={({ key, label, search: to, isCurrent }) => (
          <Link
            key={key}
            to="/follow-ups"
            search={FollowUpsSearch.parse(to)}
            activeOptions={{ exact: true }}
            aria-current={isCurrent ? 'true' : undefined}
          >
            {label}
          </Link>
        )}
      />
      <FollowUpFilterBar
        search={search}
        shownRep={followUps.find(({ rep }) => rep.id === search.rep)?.rep}
        onChange={(change) =>
          void navigate({
            search: (previous) => ({ ...previous, ...change }),
            replace: true,
            resetScroll: false,
          })
        }
      />
      <QueryState query={query}>
        {() =>
          followUps.length === 0 ? (
            <NoneYet isNarrowed={isNarrowed} ofTeam={search.scope === 'team'} />
          ) : (
            <>
              <ul>
                {followUps.map((followUp) => (
                  <FollowUpEntry key={followUp.id} followUp={followUp} />
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

function NoneYet({ isNarrowed, ofTeam }: { isNarrowed: boolean; ofTeam: boolean }) {
  if (isNarrowed)
    return <EmptyState title="Nothing fits">No follow-up is of that kind. Clear the filters.</EmptyState>;
  return ofTeam ? (
    <EmptyState title="No follow-up yet">
      Ask about a lapse on <Link to="/today">Today</Link> with a, or log one that was spoken with f.
    </EmptyState>
  ) : (
    <EmptyState title="No follow-up is recorded about you">
      When your manager asks about a late item, or logs that you spoke about one, it appears here.
    </EmptyState>
  );
}
