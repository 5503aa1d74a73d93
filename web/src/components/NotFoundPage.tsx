import { Link } from '@tanstack/react-router';
import { EmptyState } from './EmptyState.tsx';
import { Page } from './Page.tsx';

export function NotFoundPage() {
  return (
    <Page title="Nothing here" purpose="The address leads nowhere, or not to what is yours to see.">
      <EmptyState title="There is nothing to show">
        It may have been mistyped. <Link to="/">Go to your first page</Link>.
      </EmptyState>
    </Page>
  );
}
