import { Link } from '@tanstack/react-router';
import { EmptyState } from './EmptyState.tsx';
import { Page } from './Page.tsx';

export function NotFoundPage() {
  return (
    <Page title="Nothing here" purpose="No page of Plumbline has this address, or you may not see it.">
      <EmptyState title="The address leads nowhere">
        It may have been mistyped, or what it named is not yours to see.{' '}
        <Link to="/">Go to your first page</Link>.
      </EmptyState>
    </Page>
  );
}
