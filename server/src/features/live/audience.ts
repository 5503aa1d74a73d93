import type { Change, Database } from '../../database/connect.ts';
import { teamNow } from '../../policies/in-charge.ts';
import type { Viewer } from '../../policies/viewer.ts';

/** Whose changes somebody is told of: their own, those of the people they answer for; an executive everybody's. */
export type Audience = ReadonlySet<string> | 'everybody';

/** @throws SessionEnded where the viewer's session has ended */
export async function audienceOf(
  database: Pick<Database, 'read'>,
  viewer: Viewer,
  at: Date,
): Promise<Audience> {
  const team = await database.read(viewer, (sql) => sql<{ id: string }[]>`${teamNow(sql, viewer, at)}`);
  return viewer.role === 'executive' ? 'everybody' : new Set([viewer.personId, ...team.map(({ id }) => id)]);
}

/** Whether somebody with this audience is told of a change in their organisation. */
export function isTold(audience: Audience, { concerns }: Pick<Change, 'concerns'>): boolean {
  if (audience === 'everybody' || concerns === 'everybody') return true;
  return concerns.some((personId) => audience.has(personId));
}
