import type { Sql } from '../database/connect.ts';
import type { Fragment } from '../database/fragment.ts';
import type { Viewer } from './viewer.ts';

/** Stands for a rep who is not named. */
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * SQL: columns rep_id and rep_name of a person `rep`, as the one who looks may know them. Reps are named to their own
 * manager (and inside an opened flag, which does not come through here); to others they are numbered within the team.
 *
 * @param managerId SQL: whom the rep reported to then
 */
export const namedRep = (sql: Sql, viewer: Viewer, managerId: Fragment): Fragment => sql`
  case when ${managerId} = ${viewer.personId} then rep.id else ${nobody}::uuid end as rep_id,
  case when ${managerId} = ${viewer.personId} then rep.name else 'Rep ' || (
    select count(distinct line.person_id)
    from reporting_lines line
    where line.organization_id = rep.organization_id and line.manager_id = ${managerId} and line.person_id <= rep.id
  ) end as rep_name`;
