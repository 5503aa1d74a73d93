import type { TeamWeeks } from '@plumbline/shared/contracts/items.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { TeamGrid } from './TeamGrid.tsx';
import { teamQuery } from './items.queries.ts';

/** So it is with the managers that an executive leads. */
const hasNothing = ({ cells }: TeamWeeks['reps'][number]) =>
  cells.every(({ onTime, late, open }) => onTime + late + open === 0);

export function TeamPage() {
  const query = useQuery(teamQuery);
  return (
    <Page
      title="Team"
      purpose={
        query.data && query.data.reps.length > 0 && query.data.reps.every(hasNothing) ? (
          <>
            Nothing has fallen due for those who report to you. What everybody below you owes stands under{' '}
            <Link to="/team-items">Items</Link>.
          </>
        ) : (
          'What fell due week by week while they reported to you, and how it came in. In the order of names: nobody is ranked.'
        )
      }
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
