import type { FailedJob } from '@plumbline/shared/contracts/health.ts';
import { type JobName, jobNames } from '@plumbline/shared/domain/vocabulary.ts';
import type { Database } from '../../database/connect.ts';
import type { Viewer } from '../../policies/viewer.ts';

interface Row {
  job: JobName;
  times: number;
  lastAt: Date;
}

/**
 * What the server does by itself and failed at each time since it last got through: for the viewer's organisation, or for
 * all at once. The queue keeps its jobs for a week. Why it failed is in the server's log, since it may name others.
 */
export async function failedJobs(database: Pick<Database, 'read'>, viewer: Viewer): Promise<FailedJob[]> {
  const rows = await database.read(
    viewer,
    (sql) => sql<Row[]>`
      with ended as (
        select j.name as job, j.state = 'failed' as has_failed, j.completed_on as at
        from pgboss.job j
        where j.name = any (${[...jobNames]}::text[]) and j.state in ('failed', 'completed')
          and coalesce(j.data ->> 'organizationId', ${viewer.organizationId}) = ${viewer.organizationId}
      ),
      done as (
        select ended.job, max(ended.at) as at from ended where not ended.has_failed group by ended.job
      )
      select ended.job, count(*)::integer as times, max(ended.at) as last_at
      from ended
      left join done on done.job = ended.job
      where ended.has_failed and (done.at is null or ended.at > done.at)
      group by ended.job
      order by max(ended.at) desc, ended.job`,
  );
  return rows.map(({ lastAt, ...row }) => ({ ...row, lastAt: lastAt.toISOString() }));
}
