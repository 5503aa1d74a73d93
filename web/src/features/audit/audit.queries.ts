import { AuditPage as AuditPageContract } from '@plumbline/shared/contracts/audit.ts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';

export interface AuditFilter {
  subjectType?: string;
  subjectId?: string;
}

/** Every change, newest first. */
export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      get({
        path: '/audit',
        query: { ...filter, cursor: pageParam || undefined },
        answer: AuditPageContract,
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
