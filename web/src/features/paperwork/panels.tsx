import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { QueryState } from '../../components/QueryState.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { useReader } from '../../components/useReader.ts';
import { formatTime } from '../../lib/formats.ts';
import { calendarQuery } from '../calendar/calendar.queries.ts';
import { PaperworkForm } from './PaperworkForm.tsx';
import { paperworkQuery } from './paperwork.queries.ts';

export function NewPaperworkPanel() {
  const calendar = useQuery(calendarQuery);
  const navigate = useNavigate();
  const close = () => void navigate({ to: '/paperwork', resetScroll: false });
  return (
    <SidePanel title="Add paperwork" onClose={close}>
      <QueryState query={calendar}>
        {({ today }) => <PaperworkForm type={null} today={today} onSaved={close} />}
      </QueryState>
    </SidePanel>
  );
}

export function PaperworkPanel() {
  const { typeId } = useParams({ from: '/shell/paperwork/$typeId' });
  const types = useQuery(paperworkQuery);
  const calendar = useQuery(calendarQuery);
  const reader = useReader();
  const navigate = useNavigate();
  const close = () => void navigate({ to: '/paperwork', resetScroll: false });
  const type = types.data?.types.find(({ id }) => id === typeId);
  return (
    <SidePanel
      key={typeId}
      title={type?.name ?? 'Paperwork'}
      subtitle={
        type?.setAt && `Schedule set by ${type.setBy?.name ?? 'Plumbline'}, ${formatTime(type.setAt, reader)}`
      }
      onClose={close}
    >
      <QueryState query={types}>
        {() =>
          type === undefined ? (
            <p>There is no such paperwork.</p>
          ) : (
            <QueryState query={calendar}>
              {({ today }) => (
                // Somebody else's change begins the form anew.
                <PaperworkForm key={type.version} type={type} today={today} onSaved={close} />
              )}
            </QueryState>
          )
        }
      </QueryState>
    </SidePanel>
  );
}
