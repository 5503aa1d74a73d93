import type { PolicyHistory, PolicyVersion } from '@plumbline/shared/contracts/policy.ts';
import { expectations } from '@plumbline/shared/domain/expectations.ts';
import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import { patternOf, signals } from '@plumbline/shared/domain/vocabulary.ts';
import type { Database, Sql } from '../../database/connect.ts';
import { can } from '../../policies/can.ts';
import type { Viewer } from '../../policies/viewer.ts';

interface Row extends Omit<PolicyVersion, 'createdBy' | 'createdAt' | 'norms' | 'state'> {
  norms: Partial<PolicyVersion['norms']>;
  createdAt: Date;
  authorId: string | null;
  authorName: string | null;
}

/** What is expected of managers: published before it counts, to everybody whom it concerns. */
export function policyReadModel(database: Pick<Database, 'read'>) {
  return {
    async history(viewer: Viewer, at: Date): Promise<PolicyHistory> {
      const [rows, [{ today, nextMonday }]] = await database.read(viewer, (sql) =>
        Promise.all([selectVersions(sql, viewer), selectDays(sql, viewer, at)]),
      );
      const inForce = rows.findLast(({ inForceFrom }) => inForceFrom <= today);
      return {
        versions: rows
          .map(({ authorId, authorName, norms, createdAt, ...version }): PolicyVersion => {
            const isPast = version.inForceFrom <= today;
            return {
              ...version,
              norms: { ...defaultNorms, ...norms },
              state: !isPast ? 'coming' : version.version === inForce?.version ? 'in_force' : 'past',
              createdBy: authorId === null || authorName === null ? null : { id: authorId, name: authorName },
              createdAt: createdAt.toISOString(),
            };
          })
          .toSorted((a, b) => b.version - a.version),
        expectations: signals.map((signal) => ({
          signal,
          pattern: patternOf(signal),
          sentence: expectations[signal],
        })),
        nextMonday,
        can: { set: can(viewer, 'policy.set') },
      };
    },
  };
}

/** In the order in which they come into force. */
const selectVersions = (sql: Sql, viewer: Viewer) => sql<Row[]>`
  select p.version, p.norms, p.response_business_days, p.reply_business_days, p.in_force_from, p.created_at,
    author.id as author_id, author.name as author_name
  from policies p
  left join people author on author.organization_id = p.organization_id and author.id = p.created_by
  where p.organization_id = ${viewer.organizationId}
  order by p.in_force_from, p.version`;

/** Days of the organisation's time zone. */
const selectDays = (sql: Sql, viewer: Viewer, at: Date) => sql<[{ today: string; nextMonday: string }]>`
  select local.today, date_trunc('week', local.today)::date + 7 as next_monday
  from (
    select (${at}::timestamptz at time zone o.time_zone)::date as today
    from organizations o where o.id = ${viewer.organizationId}
  ) local`;
