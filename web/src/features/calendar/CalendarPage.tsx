import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { Section } from '../../components/Section.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { calendarQuery } from './calendar.queries.ts';
import { Holidays } from './Holidays.tsx';
import { LeaveForm } from './LeaveForm.tsx';
import { LeaveList } from './LeaveList.tsx';
import { WorkingWeek } from './WorkingWeek.tsx';

/** When the organisation works, and who is away. */
export function CalendarPage() {
  const query = useQuery(calendarQuery);
  const { form } = useSearch({ from: '/shell/calendar' });
  const navigate = useNavigate({ from: '/calendar' });
  const close = () => void navigate({ search: {}, resetScroll: false });
  return (
    <Page
      title="Calendar"
      purpose="When the organisation works, and who is away. A change moves nothing that is on somebody’s list already; leave alone puts off what would fall due in it."
      action={
        <Button onClick={() => void navigate({ search: { form: 'leave' }, resetScroll: false })}>
          Record leave
        </Button>
      }
      panel={
        form === 'leave' && (
          <SidePanel
            title="Record leave"
            subtitle="It counts from now on. No reason is asked for."
            onClose={close}
          >
            <LeaveForm person={null} onRecorded={close} onCancel={close} />
          </SidePanel>
        )
      }
    >
      <QueryState query={query}>
        {(calendar) => (
          <>
            <Section title="Leave" note="Now and to come.">
              <LeaveList state="present" none="Nobody is away, and nobody will be." />
            </Section>
            {/* A changed week begins the form anew. */}
            <WorkingWeek key={calendar.workingDays.join()} calendar={calendar} />
            <Holidays calendar={calendar} />
            <Section title="Past leave" note="And what was taken back.">
              <LeaveList state="past" none="None is on record." />
            </Section>
          </>
        )}
      </QueryState>
    </Page>
  );
}
