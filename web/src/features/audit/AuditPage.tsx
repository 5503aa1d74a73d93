import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import classes from './AuditPage.module.css';
import { AuditTable } from './AuditTable.tsx';
import { auditQuery } from './audit.queries.ts';
import { spaced } from './words.ts';

const route = getRouteApi('/shell/audit');

/** Every change with who made it, newest first; each lands together with what it tells of. */
export function AuditPage() {
  const filter = route.useSearch();
  const query = useInfiniteQuery(auditQuery(filter));
  const isFiltered = filter.subjectType !== undefined || filter.subjectId !== undefined;
  return (
    <Page
      title="Audit"
      purpose="Every change and who made it. A sealed entry is chained to the one before: altering it would show in plumbline audit verify."
    >
      {isFiltered && (
        <p className={classes.filter}>
          Only {filter.subjectType ? spaced(filter.subjectType) : 'one subject'}
          {filter.subjectId && ` ${filter.subjectId.slice(-6)}`}{' '}
          <Link to="/audit" search={{}}>
            Show all
          </Link>
        </p>
      )}
      <QueryState query={query} skeletonRows={12}>
        {({ pages }) => {
          const entries = pages.flatMap(({ rows }) => rows);
          if (entries.length === 0) {
            return (
              <EmptyState title="No entries">
                Whatever anybody changes is written here in the same moment.
              </EmptyState>
            );
          }
          return (
            <>
              <AuditTable entries={entries} />
              <MoreRows query={query} />
            </>
          );
        }}
      </QueryState>
    </Page>
  );
}
