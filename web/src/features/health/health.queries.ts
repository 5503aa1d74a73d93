import { FailedJobs } from '@plumbline/shared/contracts/health.ts';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';

export const failedJobsQuery = queryOptions({
  queryKey: ['failed-jobs'],
  queryFn: ({ signal }) => get({ path: '/failed-jobs', answer: FailedJobs, signal }),
});
