import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { TeamGrid } from './TeamGrid.tsx';
import { teamQuery } from './items.queries.ts';

export function TeamPage() {
  const query = useQuery(teamQuery);
  return (
    <Page
      title="Team"
      purpose="What fell due week by week while they reported to you, and how it came in. In the order of names: nobody is ranked."
      panel={<Outlet />}
    >
      <QueryState query={query}>
        {(team) =>
          team.reps.length === 0 ? (
            <EmptyState title="Nobody reports to you">
              People appear here from the day that their reporting line names you; your administrator keeps
              those under People.
            </EmptyState>
          ) : (
            <TeamGrid team={team} />
          )
        }
      </QueryState>
    </Page>
  );
}
