import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { useMe } from '../identity/identity.queries.ts';
import { Expectations } from './Expectations.tsx';
import { ManagerReadings } from './ManagerReadings.tsx';
import { OccasionPanel } from './OccasionPanel.tsx';
import { managerPatternsQuery } from './patterns.queries.ts';

const route = getRouteApi('/shell/my-patterns');

/** The manager's own readings: what is expected, what the record shows, and every occasion behind it; before anyone else. */
export function MyPatternsPage() {
  const { id } = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(managerPatternsQuery(id));
  const { signal, subject, settled } = search;

  return (
    <Page
      title="My patterns"
      purpose="What is expected of a manager, and what the record shows so far. You see it first; executives see a week once you have had time to reply."
      panel={
        signal &&
        subject &&
        settled && (
          <OccasionPanel
            key={`${subject} ${settled}`}
            managerId={id}
            occasion={{ signal, subjectId: subject, settledAt: settled }}
            onClose={() =>
              void navigate({
                search: (previous) => ({ ...previous, subject: undefined, settled: undefined }),
                resetScroll: false,
              })
            }
          />
        )
      }
    >
      <QueryState query={query} skeletonRows={10}>
        {(data) => (
          <>
            <ManagerReadings data={data} search={search} isOwn />
            <Expectations expectations={data.expectations} />
          </>
        )}
      </QueryState>
    </Page>
  );
}
