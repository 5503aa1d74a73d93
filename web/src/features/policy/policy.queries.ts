import { PolicyHistory } from '@plumbline/shared/contracts/policy.ts';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';

/** What is expected of managers: every version, the newest first. */
export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: ({ signal }) => get({ path: '/policy', answer: PolicyHistory, signal }),
});
