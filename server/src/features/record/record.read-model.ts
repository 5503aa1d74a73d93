import type { RepRecord } from '@plumbline/shared/contracts/record.ts';
import type { Database, Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { notFound } from '../../errors.ts';
import { teamNow } from '../../policies/in-charge.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { type CommitmentRow, commitmentsOfItem, presentCommitment } from '../follow-ups/commitments.ts';
import { selectWeeks } from '../items/team.read-model.ts';

const commitmentsShown = 50;

type CountedCommitment = CommitmentRow & { kept: number; broken: number; open: number };

/** A rep's record as their manager sees it, and as they see it themselves. */
export function recordReadModel(database: Pick<Database, 'read'>) {
  const read = (viewer: Viewer, repId: string, weeks: number, at: Date, team: (sql: Sql) => Fragment) =>
    database.read(viewer, async (sql): Promise<RepRecord> => {
      const [rows, commitments] = await Promise.all([
        selectWeeks(sql, viewer, { team: team(sql), weeks }, at),
        selectCommitments(sql, viewer, { repId, weeks }, at),
      ]);
      const [first] = rows;
      if (first === undefined) throw notFound('person who reports to you');
      const [counted] = commitments;
      return {
        rep: { id: first.repId, name: first.repName },
        weeks: rows.map(({ week, onTime, late, open }) => ({ week, onTime, late, open })),
        lapsesIn60Days: first.lapsesIn60Days,
        openLate: first.openLate,
        commitments: {
          kept: counted?.kept ?? 0,
          broken: counted?.broken ?? 0,
          open: counted?.open ?? 0,
          latest: commitments.map(presentCommitment),
        },
      };
    });

  return {
    /**
     * Of somebody whom the viewer answers for now: what they owed while they reported to the same manager.
     * @throws RequestError not_found for anybody else
     */
    ofRep: (viewer: Viewer, repId: string, weeks: number, at: Date) =>
      read(
        viewer,
        repId,
        weeks,
        at,
        (sql) => sql`select team.* from (${teamNow(sql, viewer, at)}) team where team.id = ${repId}`,
      ),

    /** One's own, under whichever manager. */
    own: (viewer: Viewer, weeks: number, at: Date) =>
      read(
        viewer,
        viewer.personId,
        weeks,
        at,
        (sql) => sql`
          select p.id, p.name, p.time_zone, null::uuid as manager_id
          from people p where p.organization_id = ${viewer.organizationId} and p.id = ${viewer.personId}`,
      ),
  };
}

/** What was promised for the weeks shown or later, with the counts of all of it in each row. */
const selectCommitments = (
  sql: Sql,
  viewer: Viewer,
  { repId, weeks }: { repId: string; weeks: number },
  at: Date,
) => sql<CountedCommitment[]>`
  with first_week as (
    select (date_trunc('week', ${at}::timestamptz at time zone o.time_zone) - make_interval(weeks => ${weeks - 1}))
      at time zone o.time_zone as since
    from organizations o where o.id = ${viewer.organizationId}
  )
  select c.*,
    count(*) filter (where c.state = 'kept') over () as kept,
    count(*) filter (where c.state = 'broken') over () as broken,
    count(*) filter (where c.state = 'open') over () as open
  from first_week
  join items i on i.organization_id = ${viewer.organizationId} and i.rep_id = ${repId} and ${scope.items(sql, viewer, at)}
    -- Nobody promises further than a year ahead.
    and (i.state = 'open' or i.current_due_at > first_week.since - interval '1 year')
  cross join lateral (${commitmentsOfItem(sql, at)}) c
  where c.promised_for >= first_week.since
  order by c.promised_for desc, c.item_id
  limit ${commitmentsShown}`;
