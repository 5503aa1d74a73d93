import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { useReader } from '../../components/useReader.ts';
import { count, formatDate } from '../../lib/formats.ts';
import { AmongOthers } from './AmongOthers.tsx';
import { ManagerReadings } from './ManagerReadings.tsx';
import { OccasionPanel } from './OccasionPanel.tsx';
import { managerPatternsQuery } from './patterns.queries.ts';

const route = getRouteApi('/shell/patterns/$managerId');

/** One manager as the executive sees them: readings up to the last closed reply window, down to the fact. */
export function ManagerPage() {
  const { managerId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const reader = useReader();
  const query = useQuery(managerPatternsQuery(managerId));
  const { signal, subject, settled } = search;

  const purpose =
    query.data &&
    [
      query.data.branch && `reports to ${query.data.branch.name}`,
      count(query.data.reps, 'rep'),
      query.data.through
        ? `to ${formatDate(query.data.through, reader)} (reply window closed)`
        : 'no reply window has closed yet',
    ]
      .filter(Boolean)
      .join(' · ');

  return (
    <Page
      title={query.data?.manager.name ?? 'Manager'}
      purpose={purpose ?? 'Readings from the record'}
      panel={
        signal &&
        subject &&
        settled && (
          <OccasionPanel
            key={`${subject} ${settled}`}
            managerId={managerId}
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
          <ManagerReadings
            data={data}
            search={search}
            comparison={(chosen) => <AmongOthers managerId={managerId} chosen={chosen} />}
          />
        )}
      </QueryState>
    </Page>
  );
}
