import { liveActivityKinds } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../../database/connect.ts';
import type { Scope } from './ground.ts';

/** Kinds of activity in which a customer takes part. */
const customerFacing = [...liveActivityKinds, 'email', 'proposal'];

/** A repeated takeover is looked for 90 days back, a hand-back 30 days on. */
const daysOfTakeovers = 140;

/** Settles the deal-weeks of the range and finds the takeovers that signals look at. */
export async function prepareDeals(sql: Sql, scope: Scope): Promise<void> {
  await prepareActivities(sql, scope);
  await prepareOwners(sql, scope);
  await settleDealWeeks(sql, scope);
  await findTakeovers(sql, scope);
}

async function prepareActivities(
  sql: Sql,
  { organizationId, timeZone, from, to, managerIds }: Scope,
): Promise<void> {
  const onTheirAccounts = sql`
    and coalesce(o.account_id, a.account_id) in (
      select account_id from account_owners
      where organization_id = ${organizationId} and owner_id in (select rep_id from ground_lines)
      union all
      select account_id from opportunities
      where organization_id = ${organizationId} and owner_id in (select rep_id from ground_lines)
    )`;
  await sql`
    insert into ground_activities (id, week, occurred_at, account_id, opportunity_id, people, is_live, is_typed, superior_id)
    select a.id, date_trunc('week', a.occurred_at at time zone ${timeZone})::date, a.occurred_at,
      coalesce(o.account_id, a.account_id),
      -- What happens after a deal closed is no work on the deal.
      case when o.closed_at is null or a.occurred_at <= o.closed_at then o.id end,
      a.actor_id || a.participant_ids, a.kind = any (${[...liveActivityKinds]}), coalesce(a.capture = 'typed', false),
      superior.id
    from live_activities a
    left join opportunities o on o.organization_id = ${organizationId} and o.id = a.opportunity_id
    left join people superior on superior.organization_id = ${organizationId} and superior.id = o.owner_id and superior.role <> 'rep'
    where a.organization_id = ${organizationId} and a.occurred_at >= ${from} and a.occurred_at < ${to}
      and a.kind = any (${customerFacing}) and coalesce(o.account_id, a.account_id) is not null
      ${managerIds ? onTheirAccounts : sql``}`;
  await sql.unsafe('analyze ground_activities (week, account_id, opportunity_id)');
}

async function prepareOwners(sql: Sql, { organizationId }: Scope): Promise<void> {
  // An account that nobody is recorded as owning belongs to the owner of its deals, while those agree.
  await sql`
    with weeks as (
      select account_id, week, daterange(week, week + 7) as days from ground_activities group by account_id, week
    ),
    by_deals as (
      select o.account_id, (array_agg(o.owner_id))[1] as owner_id
      from opportunities o
      where o.organization_id = ${organizationId}
        and not exists (
          select from account_owners a where a.organization_id = o.organization_id and a.account_id = o.account_id
        )
      group by o.account_id
      having count(distinct o.owner_id) = 1
    ),
    owned as (
      select w.account_id, w.week, w.days, a.owner_id
      from weeks w
      join account_owners a on a.organization_id = ${organizationId} and a.account_id = w.account_id and a.during @> w.days
      union all
      select w.account_id, w.week, w.days, d.owner_id from weeks w join by_deals d on d.account_id = w.account_id
    )
    insert into ground_owners (account_id, week, rep_id, manager_id, rep_away)
    select o.account_id, o.week, o.owner_id, l.manager_id,
      exists (select from ground_absences a where a.person_id = o.owner_id and a.day >= o.week and a.day < o.week + 7)
    from owned o
    join ground_lines l on l.rep_id = o.owner_id and l.days @> o.days`;
  await sql.unsafe('analyze ground_owners (account_id, week)');
  // A manager's own deal is nobody's takeover, though it be on a rep's account.
  await sql`
    delete from ground_activities a using ground_owners o
    where o.account_id = a.account_id and o.week = a.week and a.superior_id is not null and a.superior_id <> o.rep_id`;
}

async function settleDealWeeks(
  sql: Sql,
  { organizationId, timeZone, places, managerIds }: Scope,
): Promise<void> {
  await sql`
    with weeks as (
      select a.opportunity_id, a.week, o.rep_id, o.manager_id, o.rep_away,
        count(*) filter (where o.rep_id = any (a.people)) as by_rep,
        count(*) filter (where o.manager_id = any (a.people) and o.rep_id <> all (a.people)) as by_manager_alone,
        bool_or(a.is_live) filter (where o.manager_id = any (a.people) and o.rep_id <> all (a.people)) as manager_was_live,
        bool_and(a.is_typed) as typed,
        array_agg(a.id order by a.occurred_at, a.id) as activity_ids
      from ground_activities a
      join ground_owners o on o.account_id = a.account_id and o.week = a.week
      where a.opportunity_id is not null
      group by a.opportunity_id, a.week, o.rep_id, o.manager_id, o.rep_away
    )
    insert into ground_deal_weeks (
      opportunity_id, week, rep_id, manager_id, led_by, by_rep, by_manager_alone, counts, typed, activity_ids
    )
    select w.opportunity_id, w.week, w.rep_id, w.manager_id,
      case
        when w.by_manager_alone > w.by_rep then case when w.manager_was_live then 'manager' else 'nobody' end
        when w.by_rep > 0 then 'rep'
        else 'nobody'
      end,
      w.by_rep, w.by_manager_alone,
      not w.rep_away,
      w.typed, w.activity_ids
    from weeks w`;
  await sql.unsafe('analyze ground_deal_weeks (opportunity_id, week, rep_id, manager_id)');
  // A takeover that an executive asked for is shown, and not judged.
  await sql`
    update ground_deal_weeks w set counts = false
    from live_interventions i
    join people asker on asker.organization_id = ${organizationId} and asker.id = i.requested_by and asker.role = 'executive'
    where i.organization_id = ${organizationId} and i.opportunity_id = w.opportunity_id and i.manager_id = w.manager_id
      and greatest(i.known_at, i.started_at) < (w.week + 7)::timestamp at time zone ${timeZone}
      and (i.handed_back_at is null or i.handed_back_at >= w.week::timestamp at time zone ${timeZone})`;
  // Weeks are settled once, but for some managers' anew: should an account have changed hands while that runs, the next
  // evaluation reads the former manager's week again.
  const again = managerIds
    ? sql`
        on conflict (organization_id, opportunity_id, week) do update
        set rep_id = excluded.rep_id, manager_id = excluded.manager_id, led_by = excluded.led_by, by_rep = excluded.by_rep,
          by_manager_alone = excluded.by_manager_alone, counts = excluded.counts, typed = excluded.typed,
          activity_ids = excluded.activity_ids`
    : sql``;
  await sql`
    insert into ${sql(places.dealWeeks)} (
      organization_id, opportunity_id, week, rep_id, manager_id, led_by, by_rep, by_manager_alone, counts, typed, activity_ids
    )
    select ${organizationId}, w.* from ground_deal_weeks w order by w.opportunity_id, w.week ${again}`;
}

async function findTakeovers(sql: Sql, { organizationId, from, places, managerIds }: Scope): Promise<void> {
  const table = sql(places.dealWeeks);
  await sql`
    with led as (
      select d.opportunity_id, d.week, d.rep_id, d.manager_id, d.led_by,
        lag(d.led_by) over deal as led_before,
        lag(d.manager_id) over deal as manager_before,
        min(d.week) filter (where d.led_by = 'rep') over (deal rows between 1 following and unbounded following) as handed_back
      from (
        select distinct opportunity_id from ${table}
        where organization_id = ${organizationId} and led_by = 'manager' and week >= ${from}::date - ${daysOfTakeovers}::integer
          ${managerIds ? sql`and manager_id = any (${managerIds}::uuid[])` : sql``}
      ) taken
      cross join lateral (
        select opportunity_id, week, rep_id, manager_id, led_by, counts
        from ${table} where organization_id = ${organizationId} and opportunity_id = taken.opportunity_id offset 0
      ) d
      where d.counts and d.led_by <> 'nobody'
      window deal as (partition by d.opportunity_id order by d.week)
    )
    insert into ground_takeovers (opportunity_id, rep_id, manager_id, from_week, until_week, activity_ids)
    select led.opportunity_id, led.rep_id, led.manager_id, led.week, led.handed_back, first.activity_ids
    from led
    cross join lateral (
      select activity_ids from ${table}
      where organization_id = ${organizationId} and opportunity_id = led.opportunity_id and week = led.week offset 0
    ) first
    where led_by = 'manager' and (led_before is distinct from 'manager' or manager_before <> manager_id)`;
  await sql.unsafe('analyze ground_takeovers');
}
