import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { Views } from '../../components/Views.tsx';
import { useMe } from '../identity/identity.queries.ts';
import { FollowUpEntry } from './FollowUpEntry.tsx';
import { followUpsQuery } from './follow-ups.queries.ts';

/** What was said to me about my items, and whether I say it was so; for a manager also what was said to the team. */
export function FollowUpsPage() {
  const me = useMe();
  const { scope = 'mine' } = useSearch({ from: '/shell/follow-ups' });
  const query = useInfiniteQuery(followUpsQuery({ scope }));
  const hasTeam = me.permissions.includes('follow-ups.log');
  return (
    <Page
      title={hasTeam ? 'Follow-ups' : 'My follow-ups'}
      purpose={
        scope === 'mine'
          ? 'What is recorded as said to you about your items. Confirm what was so; dispute what was not.'
          : 'What you asked and logged, with your team’s answers.'
      }
    >
      {hasTeam && (
        <Views label="Whose follow-ups">
          <Link
            to="/follow-ups"
            search={{}}
            activeOptions={{ exact: true }}
            activeProps={{ 'aria-current': 'page' }}
          >
            With me
          </Link>
          <Link to="/follow-ups" search={{ scope: 'team' }} activeProps={{ 'aria-current': 'page' }}>
            With my team
          </Link>
        </Views>
      )}
      <QueryState query={query}>
        {({ pages }) => {
          const followUps = pages.flatMap((page) => page.rows);
          if (followUps.length === 0) {
            return scope === 'mine' ? (
              <EmptyState title="No follow-up is recorded about you">
                When your manager asks about a late item, or logs that you spoke about one, it appears here.
              </EmptyState>
            ) : (
              <EmptyState title="No follow-up yet">
                Ask about a lapse on <Link to="/today">Today</Link> with a, or log one that was spoken with f.
              </EmptyState>
            );
          }
          return (
            <>
              <ul>
                {followUps.map((followUp) => (
                  <FollowUpEntry key={followUp.id} followUp={followUp} />
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
