import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Page } from '../../components/Page.tsx';
import { Section } from '../../components/Section.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { meQuery } from '../identity/identity.queries.ts';
import { LeaveForm } from './LeaveForm.tsx';
import { LeaveList } from './LeaveList.tsx';

/** Who is away: oneself, whom one covers, one’s people; and the way to record it. */
export function LeavePage() {
  const { data: me } = useQuery(meQuery);
  const { form } = useSearch({ from: '/shell/leave' });
  const navigate = useNavigate({ from: '/leave' });
  const close = () => void navigate({ search: {}, resetScroll: false });
  const isAlone = me?.role === 'rep' && !me.isAdmin;
  return (
    <Page
      title="Leave"
      purpose="Who is away, and who takes over. What would fall due in leave is put off to the first working day back; no reason is asked for."
      action={
        <Button onClick={() => void navigate({ search: { form: 'record' }, resetScroll: false })}>
          {isAlone ? 'Enter leave' : 'Record leave'}
        </Button>
      }
      panel={
        form === 'record' &&
        me && (
          <SidePanel
            title={isAlone ? 'Enter leave' : 'Record leave'}
            subtitle={
              isAlone
                ? 'It counts once your manager confirms it.'
                : 'It counts from now on; your own once somebody confirms it.'
            }
            onClose={close}
          >
            <LeaveForm person={isAlone ? me : null} onRecorded={close} onCancel={close} />
          </SidePanel>
        )
      }
    >
      <Section title="Now and to come">
        <LeaveList
          state="present"
          none={isAlone ? 'You have none to come, and cover nobody.' : 'Nobody is away, and nobody will be.'}
        />
      </Section>
      <Section title="Past" note="And what was taken back.">
        <LeaveList state="past" none="None is on record." />
      </Section>
    </Page>
  );
}
