import { useQuery } from '@tanstack/react-query';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { calendarQuery } from './calendar.queries.ts';
import { Holidays } from './Holidays.tsx';
import { WorkingWeek } from './WorkingWeek.tsx';

/** When the organisation works. */
export function CalendarPage() {
  const query = useQuery(calendarQuery);
  return (
    <Page
      title="Calendar"
      purpose="When the organisation works. A change moves nothing that is on somebody’s list already; who is away stands under Leave."
    >
      <QueryState query={query}>
        {(calendar) => (
          <>
            {/* A changed week begins the form anew. */}
            <WorkingWeek key={calendar.workingDays.join()} calendar={calendar} />
            <Holidays calendar={calendar} />
          </>
        )}
      </QueryState>
    </Page>
  );
}
