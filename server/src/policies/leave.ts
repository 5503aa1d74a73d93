import type { Sql } from '../database/connect.ts';
import type { Fragment } from '../database/fragment.ts';
import { inCharge } from './in-charge.ts';
import type { Viewer } from './viewer.ts';

/**
 * SQL: whether the viewer may record leave of the person `rep` (a row of `people` by that alias): whoever answers for
 * them, an executive or an administrator; never oneself, since leave that the absentee recorded does not count.
 */
export function mayRecordLeave(sql: Sql, viewer: Viewer, at: Date): Fragment {
  const isOther = sql`rep.id <> ${viewer.personId}`;
  return viewer.isAdmin || viewer.role === 'executive'
    ? isOther
    : sql`(${isOther} and ${inCharge(sql, viewer, at)})`;
}
