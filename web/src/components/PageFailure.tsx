import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ErrorState } from './ErrorState.tsx';
import { Page } from './Page.tsx';

/** A page that could not be shown at all. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  const retry = () => {
    queries.reset();
    reset();
    void router.invalidate();
  };
  return (
    <Page title="Something went wrong" purpose="Nothing you entered was changed by this.">
      <ErrorState error={error} onRetry={retry} />
    </Page>
  );
}
