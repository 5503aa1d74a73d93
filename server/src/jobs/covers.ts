import type { Tx } from '../database/connect.ts';
import type { NewNotice } from '../features/notifications/notify.ts';

/** From when on it is morning, in the cover's own time: before the digest, which may carry it. */
const morning = '06:00';

/**
 * Whoever takes over from today on, with what waits there: a manager's reps and what is late with them, somebody's open
 * deals. Each cover is told once a leave; run late it catches up on a day. Leave that goes on with the same cover says
 * nothing anew, and what nobody confirmed yet hands no team over.
 */
export async function coversBegin({ sql, actor }: Pick<Tx, 'sql' | 'actor'>, at: Date): Promise<NewNotice[]> {
  const { organizationId } = actor;
  const covers = await sql<
    {
      id: string;
      coverId: string;
      person: string;
      until: string | null;
      reps: number;
      late: number;
      deals: number;
    }[]
  >`
    select away.id, away.cover_id, absentee.name as person, upper(away.during) as until, team.reps, team.late, own.deals
    from absences away
    join people absentee on absentee.organization_id = away.organization_id and absentee.id = away.person_id
    join people cover on cover.organization_id = away.organization_id and cover.id = away.cover_id
    cross join lateral (select ${at}::timestamptz at time zone cover.time_zone as now) here
    cross join lateral (
      select count(distinct line.person_id)::integer as reps, count(i.id)::integer as late
      from reporting_lines line
      left join items i on i.organization_id = line.organization_id and i.rep_id = line.person_id
        and i.state = 'open' and i.current_due_at <= ${at}
      where line.organization_id = away.organization_id and line.manager_id = away.person_id
        and line.during @> here.now::date and away.counts
    ) team
    cross join lateral (
      select count(*)::integer as deals
      from opportunities o
      where o.organization_id = away.organization_id and o.owner_id = away.person_id and o.outcome = 'open'
    ) own
    where away.organization_id = ${organizationId} and lower(away.during) in (here.now::date, here.now::date - 1)
      and away.during @> here.now::date
      and (lower(away.during) < here.now::date or here.now::time >= ${morning})
      and not exists (
        select from absences before
        where before.organization_id = away.organization_id and before.person_id = away.person_id
          and before.cover_id = away.cover_id and upper(before.during) = lower(away.during)
      )`;
  return covers.map(({ id, coverId, person, until, reps, late, deals }) => ({
    to: coverId,
    kind: 'cover_begins',
    subject: { type: 'absence', id },
    at,
    data: { person, until, reps: reps > 0 ? reps : null, late, deals },
    occasion: 'begins',
  }));
}
