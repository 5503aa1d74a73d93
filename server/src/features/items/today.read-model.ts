import type { QueuedLapse, Today } from '@plumbline/shared/contracts/items.ts';
import { z } from 'zod';
import type { Database, Sql } from '../../database/connect.ts';
import { KeyInstant, readCursor, toPage } from '../../paging.ts';
import { teamNow } from '../../policies/in-charge.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { type ItemRow, itemColumns, joinItem, presentItem } from './item-row.ts';
import { countedDue, isAnswered } from './lapses.ts';

const Key = z.tuple([KeyInstant, z.uuid()]);

interface Totals {
  unanswered: number;
  breachToday: number;
  answerTimePassed: number;
  responseBusinessDays: number;
}

export type LapseRow = ItemRow & {
  answerBy: Date;
  key: string;
  urgency: QueuedLapse['urgency'];
  lapseNumber: number;
};
/** One row carries the totals even when the page is empty. */
type Row = Totals & (LapseRow | { id: null });

/** The response time while an organisation has no policy yet. */
const defaultResponseDays = 3;

/** From a rep's third lapse in 60 days on, one that was done in the meantime wants an answer too. */
const repeated = 3;

/** The manager's Today. */
export function todayReadModel(database: Pick<Database, 'read'>) {
  return {
    /**
     * The lapses of the people whom the viewer answers for now that nobody has answered, by the time until which an
     * answer counts.
     *
     * No response time runs while the rep or the manager is away. What came in on time and was returned is no lapse, as in
     * every figure: a return is nobody's occasion.
     */
    async today(viewer: Viewer, page: { cursor?: string; limit: number }, at: Date): Promise<Today> {
      const rows = await database.read(viewer, (sql) => selectToday(sql, viewer, page, at));
      const [first] = rows;
      if (first === undefined) throw new Error('the totals are missing');
      const lapses = rows.filter((row) => row.id !== null);
      const { unanswered, breachToday, answerTimePassed, responseBusinessDays } = first;
      return {
        ...toPage(
          lapses,
          page.limit,
          ({ key, id }) => [key, id],
          (row) => presentLapse(row, viewer, at),
        ),
        unanswered,
        breachToday,
        answerTimePassed,
        responseBusinessDays,
      };
    },
  };
}

/**
 * The statement behind Today: the team, its lapses with how many came before, those without an answer, the page. The
 * benchmark runs it bare.
 *
 * @param page `rep`: of them alone
 */
export function selectToday(
  sql: Sql,
  viewer: Viewer,
  page: { cursor?: string; limit: number; rep?: string },
  at: Date,
) {
  const after = readCursor(page.cursor, Key);
  const ofRep = page.rep === undefined ? sql`` : sql`where team_now.id = ${page.rep}`;
  return sql<Row[]>`
    with team as materialized (select team_now.* from (${teamNow(sql, viewer, at)}) team_now ${ofRep}),
    oldest as materialized (
      select coalesce(min(i.due_at), ${at}) - interval '75 days' as at
      from team join items i on i.organization_id = ${viewer.organizationId} and i.rep_id = team.id and i.state = 'open'
      where i.due_at < ${at}
    ),
    lapses as materialized (
      select i.organization_id, i.id, i.rep_id, i.state, i.done_at, rep.manager_id, rep.time_zone, counted.due_at,
        1 + count(*) over (
          partition by i.rep_id order by counted.due_at
          range between interval '60 days' preceding and current row exclude group
        ) as lapse_number
      from team rep
      join items i on i.organization_id = ${viewer.organizationId} and i.rep_id = rep.id
        and i.current_due_at >= (select oldest.at from oldest)
      cross join lateral (select ${countedDue(sql)} as due_at) counted
      where i.due_at < ${at} and counted.due_at < ${at} and (i.handed_in_at is null or i.handed_in_at > counted.due_at)
    ),
    waiting as materialized (
      select lapse.*, policy.response_days
      from lapses lapse
      left join lateral (
        select p.response_business_days as response_days
        from policies p
        join organizations o on o.id = p.organization_id
        where p.organization_id = lapse.organization_id
        order by p.in_force_from <= (lapse.due_at at time zone o.time_zone)::date desc,
          case when p.in_force_from <= (lapse.due_at at time zone o.time_zone)::date then p.in_force_from end desc,
          p.in_force_from
        limit 1
      ) policy on true
      where (lapse.state = 'open' or lapse.state = 'done' and lapse.lapse_number >= ${repeated}
          and lapse.due_at > ${at}::timestamptz - interval '60 days')
        and not ${isAnswered(sql)}
    ),
    queue as materialized (
      select waiting.*,
        add_business_days(waiting.due_at, coalesce(waiting.response_days, ${defaultResponseDays}), waiting.time_zone, array(
          select day::date
          from absences away
          cross join lateral generate_series(
            greatest(lower(away.during), (away.recorded_at at time zone waiting.time_zone)::date, waiting.due_at::date),
            least(upper(away.during) - 1, waiting.due_at::date + 200),
            interval '1 day'
          ) day
          where away.organization_id = waiting.organization_id and away.person_id in (waiting.rep_id, waiting.manager_id)
            and away.counts and upper(away.during) > waiting.due_at::date
        )) as answer_by
      from waiting
    ),
    current as materialized (
      select queue.*,
        case
          when queue.answer_by <= ${at} then 'passed'
          when (queue.answer_by at time zone queue.time_zone)::date = (${at}::timestamptz at time zone queue.time_zone)::date then 'today'
          else 'later'
        end as urgency
      from queue
      where queue.state = 'open' or queue.done_at <= queue.answer_by and queue.answer_by > ${at}
    ),
    totals as (
      select count(*) as unanswered,
        count(*) filter (where urgency = 'today') as breach_today,
        count(*) filter (where urgency = 'passed') as answer_time_passed,
        coalesce((
          select p.response_business_days from policies p
          where p.organization_id = ${viewer.organizationId}
          order by p.in_force_from <= ${at}::timestamptz::date desc, p.in_force_from desc
          limit 1
        ), ${defaultResponseDays}) as response_business_days
      from current
    ),
    page as materialized (
      select current.organization_id, current.id, current.answer_by, current.urgency, current.lapse_number
      from current
      ${after === null ? sql`` : sql`where (current.answer_by, current.id) > (${after[0]}::text::timestamptz, ${after[1]})`}
      order by current.answer_by, current.id
      limit ${page.limit + 1}
    ),
    shown as (
      select page.answer_by, page.answer_by::text as key, page.urgency, page.lapse_number, ${itemColumns(sql, viewer, at)}
      from page
      join items i on i.organization_id = page.organization_id and i.id = page.id
      ${joinItem(sql, at)}
    )
    select totals.*, shown.*
    from totals
    left join shown on true
    order by shown.answer_by, shown.id`;
}

export function presentLapse(row: LapseRow, viewer: Viewer, at: Date): QueuedLapse {
  return {
    item: presentItem(row, viewer, at),
    answerBy: row.answerBy.toISOString(),
    urgency: row.urgency,
    lapseNumber: row.lapseNumber,
  };
}
