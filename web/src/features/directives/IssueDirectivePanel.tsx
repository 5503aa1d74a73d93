import { useNavigate, useSearch } from '@tanstack/react-router';
import { SidePanel } from '../../components/SidePanel.tsx';
import { DirectiveForm } from './DirectiveForm.tsx';

export function IssueDirectivePanel() {
  const search = useSearch({ from: '/shell/directives' });
  const navigate = useNavigate();
  const close = () => void navigate({ to: '/directives', search, resetScroll: false });
  return (
    <SidePanel title="Issue a directive" subtitle="Each rep it goes to owes it from then on." onClose={close}>
      <DirectiveForm onClose={close} />
    </SidePanel>
  );
}
