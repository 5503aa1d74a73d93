import type { TeamWeeks } from '@plumbline/shared/contracts/items.ts';
import type { Database, Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { teamNow } from '../../policies/in-charge.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { countedDue } from './lapses.ts';

export interface TeamWeekRow {
  week: string;
  repId: string;
  repName: string;
  onTime: number;
  late: number;
  open: number;
  lapsesIn60Days: number;
  openLate: number;
}

/** The manager's Team: who owed what in which week, and how it ended. */
export function teamReadModel(database: Pick<Database, 'read'>) {
  return {
    /** Reps by name, by the last weeks up to the present one. */
    async weeks(viewer: Viewer, { weeks }: { weeks: number }, at: Date): Promise<TeamWeeks> {
      const rows = await database.read(viewer, (sql) =>
        selectWeeks(sql, viewer, { team: teamNow(sql, viewer, at), weeks }, at),
      );
      return {
        weeks: [...new Set(rows.map(({ week }) => week))],
        reps: [...Map.groupBy(rows, ({ repId }) => repId).values()].flatMap((ofRep) => {
          const [rep] = ofRep;
          if (rep === undefined) return [];
          return {
            rep: { id: rep.repId, name: rep.repName },
            cells: ofRep.map(({ onTime, late, open }) => ({ onTime, late, open })),
            lapsesIn60Days: rep.lapsesIn60Days,
            openLate: rep.openLate,
          };
        }),
      };
    },
  };
}

/**
 * The statement behind Team, and a rep's own weeks. A week holds what fell or falls due in it, while the rep reported to
 * the same manager: handed in in time; late (handed in late, waived after it was due, or late and still open); not due
 * yet. What was returned afterwards stands as it first came in.
 *
 * @param of `team`: rows of id, name, time_zone and manager_id; where that is null, the weeks hold what fell due under
 * whichever manager. `weeks`: how many, up to the present one
 */
export function selectWeeks(
  sql: Sql,
  { organizationId }: Pick<Viewer, 'organizationId'>,
  { team, weeks }: { team: Fragment; weeks: number },
  at: Date,
) {
  return sql<TeamWeekRow[]>`
    with team as materialized (${team}),
    present as (
      select o.time_zone, date_trunc('week', ${at}::timestamptz at time zone o.time_zone)::date as week
      from organizations o where o.id = ${organizationId}
    ),
    weeks as materialized (
      select day::date as week
      from present, generate_series(present.week - 7 * (${weeks}::integer - 1), present.week, interval '7 days') day
    ),
    owed as materialized (
      select i.rep_id, i.state, i.handed_in_at, counted.due_at,
        date_trunc('week', counted.due_at at time zone present.time_zone)::date as week,
        counted.due_at < ${at} and (i.handed_in_at is null or i.handed_in_at > counted.due_at) as is_lapse
      from present, team rep
      join items i on i.organization_id = ${organizationId} and i.rep_id = rep.id
      cross join lateral (select ${countedDue(sql)} as due_at) counted
      where (i.state = 'open' or i.current_due_at >= ${at}::timestamptz - make_interval(weeks => greatest(${weeks}::integer, 10)))
        and (rep.manager_id is null or exists (
          select from reporting_lines line
          where line.organization_id = i.organization_id and line.person_id = rep.id and line.manager_id = rep.manager_id
            and line.during @> (i.due_at at time zone rep.time_zone)::date
        ))
        -- What its issuer took back before it was due was never owed: as in the pipeline.
        and (i.state <> 'waived' or not exists (
          select from item_events e
          where e.organization_id = i.organization_id and e.item_id = i.id and e.kind = 'recalled'
            and e.known_at <= counted.due_at
        ))
    ),
    by_week as (
      select owed.rep_id, owed.week,
        count(*) filter (where owed.handed_in_at <= owed.due_at) as on_time,
        count(*) filter (where owed.is_lapse) as late,
        count(*) filter (where owed.state = 'open' and owed.handed_in_at is null and not owed.is_lapse) as open
      from owed
      group by owed.rep_id, owed.week
    ),
    by_rep as (
      select owed.rep_id,
        count(*) filter (where owed.is_lapse and owed.due_at > ${at}::timestamptz - interval '60 days') as lapses,
        count(*) filter (where owed.state = 'open' and owed.due_at < ${at}) as open_late
      from owed
      group by owed.rep_id
    )
    select weeks.week, rep.id as rep_id, rep.name as rep_name,
      coalesce(by_week.on_time, 0) as on_time, coalesce(by_week.late, 0) as late, coalesce(by_week.open, 0) as open,
      coalesce(by_rep.lapses, 0) as lapses_in60_days, coalesce(by_rep.open_late, 0) as open_late
    from team rep
    cross join weeks
    left join by_week on by_week.rep_id = rep.id and by_week.week = weeks.week
    left join by_rep on by_rep.rep_id = rep.id
    order by rep.name, rep.id, weeks.week`;
}
