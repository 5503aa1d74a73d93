import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { QueryState } from '../../components/QueryState.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { DirectiveForm } from './DirectiveForm.tsx';
import { directiveQuery } from './directives.queries.ts';

/** Issues a directive in the place of another, with what that one said. */
export function ReplaceDirectivePanel() {
  const { directiveId } = useParams({ from: '/shell/directives/$directiveId/replacement' });
  const search = useSearch({ from: '/shell/directives' });
  const navigate = useNavigate();
  // As it was when the form began: what happens to it meanwhile is no reason to begin anew.
  const query = useQuery({ ...directiveQuery(directiveId), refetchOnWindowFocus: false });
  const close = () => void navigate({ to: '/directives', search, resetScroll: false });
  return (
    <SidePanel
      title={query.data ? `Replace ${query.data.directive.title}` : 'Replace'}
      subtitle="That one is recalled when this one is issued."
      onClose={close}
    >
      <QueryState query={query} skeletonRows={6}>
        {(former) => <DirectiveForm former={former} onClose={close} />}
      </QueryState>
    </SidePanel>
  );
}
