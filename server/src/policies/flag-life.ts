import type { Sql } from '../database/connect.ts';
import type { Fragment } from '../database/fragment.ts';
import { replyWindow } from './reply-window.ts';

/**
 * SQL: a row (state, look_again_on, open_from) for a row of `flags f`: where it stands by its steps, its reply window and
 * the day of its plan. To be joined:
 *
 *     cross join lateral (${lifeOfFlag(sql, at)}) life
 *
 * A review begins when an executive begins it; until then a flag whose window has closed waits. The latest step of a
 * reviewer counts. A plan's day is one of the organisation's.
 */
export const lifeOfFlag = (sql: Sql, at: Date): Fragment => sql`
  select reviewed.look_again_on, reply.opens_on::timestamp at time zone reply.time_zone as open_from,
    case
      when f.cleared_at is not null then 'cleared'
      when reviewed.step = 'review_begun' then 'under_review'
      when reviewed.look_again_on <= reply.today then 'look_again'
      when reviewed.step is not null then reviewed.step
      when reply.opens_on > reply.today then 'under_reply'
      else 'to_review'
    end as state
  from (${replyWindow(sql, at)}) reply
  left join lateral (
    select s.step, s.look_again_on from flag_steps s
    where s.organization_id = f.organization_id and s.flag_id = f.id
      and s.step in ('review_begun', 'borne_out', 'not_borne_out', 'plan_agreed')
    order by s.occurred_at desc, s.id desc
    limit 1
  ) reviewed on true`;

/** SQL: whether a flag waits for an executive; `life` is joined. */
export const awaitsReview = (sql: Sql): Fragment =>
  sql`life.state in ('to_review', 'under_review', 'look_again')`;
