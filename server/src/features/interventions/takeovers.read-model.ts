import type { Takeover, TakeoverPage } from '@plumbline/shared/contracts/takeovers.ts';
import { z } from 'zod';
import type { Database } from '../../database/connect.ts';
import { KeyDay, readCursor, toPage } from '../../paging.ts';
import { namedRep } from '../../policies/named-rep.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';

export interface TakeoversWanted {
  manager?: string;
  /** Only those that last. */
  current?: boolean;
  cursor?: string;
  limit: number;
}

interface TakeoverRow {
  opportunityId: string;
  opportunityName: string;
  accountName: string;
  amount: number | null;
  currency: string | null;
  managerId: string;
  managerName: string;
  repId: string;
  repName: string;
  fromWeek: string;
  untilWeek: string | null;
  weeksLed: number;
  isDeclared: boolean;
  isRequested: boolean;
  jointCalls: Takeover['jointCalls'];
}

/** One row carries the totals even when the page is empty. */
type Row = { observed: number; declared: number } & (TakeoverRow | { opportunityId: null });

const Key = z.tuple([KeyDay, z.uuid()]);

/** Stretches of reps' deals that managers led, as the pipeline settled them week by week. */
export function takeoverReadModel(database: Pick<Database, 'read'>) {
  return {
    /**
     * Newest first. A takeover runs from its first manager-led week to the next that the rep, or another manager, leads,
     * or to the deal's close. Managers see their own, executives everybody's one reply window late.
     */
    async list(viewer: Viewer, wanted: TakeoversWanted, at: Date): Promise<TakeoverPage> {
      const before = readCursor(wanted.cursor, Key);
      const { organizationId } = viewer;
      const rows = await database.read(viewer, (sql) => {
        const ofManager =
          wanted.manager === undefined ? sql`` : sql`and named.manager_id = ${wanted.manager}`;
        return sql<Row[]>`
          with named as (${scope.namedThrough(sql, viewer, at)}),
          weeks as materialized (
            select d.opportunity_id, d.week, d.rep_id, d.manager_id, d.led_by, d.counts,
              lead(d.week) over deal as next_week,
              d.led_by = 'manager' and (lag(d.led_by) over deal is distinct from 'manager' or lag(d.manager_id) over deal <> d.manager_id)
                as begins
            from deal_weeks d
            join named on named.manager_id = d.manager_id and d.week between named.since and named.through
            where d.organization_id = ${organizationId} and d.led_by <> 'nobody' ${ofManager}
            window deal as (partition by d.opportunity_id order by d.week)
          ),
          numbered as (
            select weeks.*, count(*) filter (where begins) over (partition by opportunity_id order by week) as stretch from weeks
          ),
          stretches as (
            select opportunity_id, manager_id, (array_agg(rep_id order by week desc))[1] as rep_id, min(week) as from_week,
              (array_agg(next_week order by week desc))[1] as led_again, count(*) as weeks_led
            from numbered
            where led_by = 'manager'
            group by opportunity_id, manager_id, stretch
          ),
          takeovers as materialized (
            select s.opportunity_id, s.manager_id, s.rep_id, s.from_week, s.weeks_led,
              coalesce(s.led_again, date_trunc('week', o.closed_at at time zone organization.time_zone)::date + 7) as until_week
            from stretches s
            join organizations organization on organization.id = ${organizationId}
            join opportunities o on o.organization_id = ${organizationId} and o.id = s.opportunity_id
          ),
          wanted as materialized (
            select * from takeovers ${wanted.current ? sql`where until_week is null` : sql``}
          ),
          totals as (
            select (select count(*) from wanted) as observed,
              (
                select count(*) from live_interventions i
                join named on named.manager_id = i.manager_id
                where i.organization_id = ${organizationId} ${ofManager} ${wanted.current ? sql`and i.handed_back_at is null` : sql``}
              ) as declared
          ),
          page as materialized (
            select * from wanted
            ${before === null ? sql`` : sql`where (from_week, opportunity_id) < (${before[0]}, ${before[1]})`}
            order by from_week desc, opportunity_id desc
            limit ${wanted.limit + 1}
          )
          select totals.observed, totals.declared, t.opportunity_id, t.from_week, t.until_week, t.weeks_led,
            o.name as opportunity_name, account.name as account_name, o.amount, o.currency,
            manager.id as manager_id, manager.name as manager_name, ${namedRep(sql, viewer, sql`t.manager_id`)},
            coalesce(declared.any, false) as is_declared, coalesce(declared.requested, false) as is_requested, joint.calls as joint_calls
          from totals
          left join page t on true
          left join opportunities o on o.organization_id = ${organizationId} and o.id = t.opportunity_id
          left join accounts account on account.organization_id = o.organization_id and account.id = o.account_id
          left join people manager on manager.organization_id = ${organizationId} and manager.id = t.manager_id
          left join people rep on rep.organization_id = ${organizationId} and rep.id = t.rep_id
          left join lateral (
            select true as any, bool_or(asker.role = 'executive') as requested
            from live_interventions i
            left join people asker on asker.organization_id = i.organization_id and asker.id = i.requested_by
            where i.organization_id = ${organizationId} and i.opportunity_id = t.opportunity_id and i.manager_id = t.manager_id
              and (t.until_week is null or i.started_at < t.until_week::timestamptz)
              and (i.handed_back_at is null or i.handed_back_at >= t.from_week::timestamptz)
            having count(*) > 0
          ) declared on true
          cross join lateral (
            select json_build_object(
              'logged', count(*), 'confirmed', count(*) filter (where j.answer = 'confirmed'),
              'disputed', count(*) filter (where j.answer = 'disputed')
            ) as calls
            from organizations organization
            join answered_joint_calls j on j.organization_id = organization.id and j.opportunity_id = t.opportunity_id
              and j.manager_id = t.manager_id and j.held_at >= t.from_week::timestamp at time zone organization.time_zone
              and (t.until_week is null or j.held_at < t.until_week::timestamp at time zone organization.time_zone)
            where organization.id = ${organizationId}
          ) joint
          order by t.from_week desc, t.opportunity_id desc`;
      });
      const takeovers = rows.filter((row) => row.opportunityId !== null);
      return {
        ...toPage(takeovers, wanted.limit, (row) => [row.fromWeek, row.opportunityId], present),
        observed: rows[0]?.observed ?? 0,
        declared: rows[0]?.declared ?? 0,
      };
    },
  };
}

function present(row: TakeoverRow): Takeover {
  return {
    opportunity: {
      id: row.opportunityId,
      name: row.opportunityName,
      account: row.accountName,
      amount: row.amount,
      currency: row.currency,
    },
    manager: { id: row.managerId, name: row.managerName },
    rep: { id: row.repId, name: row.repName },
    from: row.fromWeek,
    until: row.untilWeek,
    weeksLed: row.weeksLed,
    declared: row.isDeclared,
    requested: row.isRequested,
    jointCalls: row.jointCalls,
  };
}
