import type { PolicyHistory } from '@plumbline/shared/contracts/policy.ts';
import { useQuery } from '@tanstack/react-query';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { useReader } from '../../components/useReader.ts';
import { formatDate } from '../../lib/formats.ts';
import { PolicyForm } from './PolicyForm.tsx';
import { PolicyVersions } from './PolicyVersions.tsx';
import { policyQuery } from './policy.queries.ts';
import classes from './PolicyPage.module.css';

/** What is expected of managers, since when, and what other norms would have raised. */
export function PolicyPage() {
  const query = useQuery(policyQuery);
  return (
    <Page
      title="Policy"
      purpose="What is expected of managers: for each signal, how much of it is within the norm. A change counts from a Monday to come; nothing changes the past."
    >
      <QueryState query={query} skeletonRows={14}>
        {(history) => (
          <>
            <Coming history={history} />
            {/* Somebody else's new version begins the form anew. */}
            <PolicyForm key={history.versions[0]?.version} history={history} />
            <PolicyVersions versions={history.versions} />
          </>
        )}
      </QueryState>
    </Page>
  );
}

function Coming({ history: { versions } }: { history: PolicyHistory }) {
  const reader = useReader();
  const coming = versions.filter(({ state }) => state === 'coming');
  if (coming.length === 0) return null;
  return (
    <p className={classes.coming} role="status">
      {coming
        .map(
          ({ version, inForceFrom }) => `Version ${version} counts from ${formatDate(inForceFrom, reader)}`,
        )
        .join('; ')}
      . Until then the version before it does.
    </p>
  );
}
