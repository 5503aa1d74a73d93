import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import type { Database, Sql } from '../src/database/connect.ts';
import { newId } from '../src/database/ids.ts';

const repsEach = 8;
const dealsOfRep = 3;
/** A deal's slot gets a new deal every half-year. */
const weeksOfDeal = 26;

/**
 * A large record made in the database itself, since to write and import so many rows would take longer than what is to be
 * measured: eight reps a manager; of each three items a week, four of ten late, a third of these never handed in; nine of
 * ten lapses followed up, by one manager of twenty three of ten; one of five explained; three deals at a time, each with two activities a week, one of ten by the
 * manager alone. Crude, and everywhere alike: it is there to be counted, not to be found anything in.
 *
 * @param day Monday of its first week
 */
export async function scaleRecord(database: Database, managers: number, weeks: number, day: string) {
  const organizationId = newId();
  const within = (work: (sql: Sql) => Promise<unknown>) =>
    database.transaction({ organizationId, personId: null }, async ({ sql }) => {
      await sql.unsafe(`set local jit = off; set local enable_nestloop = off; set local work_mem = '64MB'`);
      await work(sql);
    });
  await within((sql) => fillRegisters(sql, organizationId, { managers, weeks, day }));
  return {
    organizationId,
    /** Adds what happens on the days of a half-open range. */
    fill: (from: string, until: string) => within((sql) => fillDays(sql, organizationId, from, until)),
  };
}

async function fillRegisters(
  sql: Sql,
  id: string,
  { managers, weeks, day }: { managers: number; weeks: number; day: string },
): Promise<void> {
  await sql`select setseed(0.5)`;
  await sql`insert into organizations (id, name, time_zone) values (${id}, ${`Bench of ${managers}`}, 'UTC')`;
  await sql`
    insert into policies (organization_id, version, in_force_from, norms)
    values (${id}, 1, ${day}, ${JSON.stringify(defaultNorms)}::text::jsonb)`;
  await sql`
    insert into paperwork_types (organization_id, id, code, name) values (${id}, gen_random_uuid(), 'report', 'Report')`;
  await sql`
    insert into people (organization_id, id, external_id, name, email, role, time_zone)
    select ${id}::uuid, gen_random_uuid(), kind || n, kind || n, kind || n || '@' || ${id}, kind, 'UTC'
    from (values ('manager', ${managers}::integer), ('rep', ${managers * repsEach}::integer)) kinds (kind, many)
    cross join lateral generate_series(1, many) n`;
  await sql`
    insert into reporting_lines (organization_id, id, person_id, manager_id, during)
    select ${id}::uuid, gen_random_uuid(), rep.id, manager.id, daterange(${day}::date - 60, null)
    from people rep
    join people manager on manager.organization_id = ${id} and manager.role = 'manager'
      and manager.external_id = 'manager' || 1 + (substring(rep.external_id from 4)::integer % ${managers}::integer)
    where rep.organization_id = ${id} and rep.role = 'rep'`;
  await sql`
    insert into accounts (organization_id, id, external_id, name)
    select ${id}::uuid, gen_random_uuid(), rep.id || ' ' || slot, 'Account'
    from people rep cross join generate_series(1, ${dealsOfRep}::integer) slot
    where rep.organization_id = ${id} and rep.role = 'rep'`;
  await sql`
    insert into account_owners (organization_id, id, account_id, owner_id, during)
    select ${id}::uuid, gen_random_uuid(), a.id, split_part(a.external_id, ' ', 1)::uuid, daterange(${day}::date - 60, null)
    from accounts a where a.organization_id = ${id}`;
  await sql`
    insert into opportunities (organization_id, id, account_id, owner_id, name, amount, currency, opened_at, closed_at, outcome)
    select ${id}::uuid, gen_random_uuid(), a.id, split_part(a.external_id, ' ', 1)::uuid, 'Deal', 1000 + floor(random() * 99000), 'EUR',
      began, began + interval '7 days' * ${weeksOfDeal} - interval '3 days', case when random() < 0.5 then 'won' else 'lost' end
    from accounts a
    cross join generate_series(
      ${day}::timestamptz, ${day}::timestamptz + interval '7 days' * ${weeks}, interval '7 days' * ${weeksOfDeal}
    ) began
    where a.organization_id = ${id}`;
  await sql`
    insert into opportunity_credits (organization_id, opportunity_id, person_id, share)
    select ${id}::uuid, o.id, o.owner_id, 1 from opportunities o where o.organization_id = ${id} and o.outcome = 'won'`;
}

async function fillDays(sql: Sql, id: string, from: string, until: string): Promise<void> {
  await sql`
    create temp table made on commit drop as
    select gen_random_uuid() as id, gen_random_uuid() as follow_up_id, l.person_id as rep_id, l.manager_id, due.at as due_at,
      random() as fate, random() as reason,
      -- Under 1 where it is followed up.
      random() / case when substring(manager.external_id from 8)::integer % 20 = 0 then 0.3 else 0.9 end as answer,
      least(due.at + interval '1 day' + interval '9 days' * random(), ${until}::timestamptz - interval '1 minute') as handed_in_at,
      due.at + interval '52 hours' * random() as answered_at
    from reporting_lines l
    join people manager on manager.organization_id = ${id}::uuid and manager.id = l.manager_id
    cross join generate_series(${from}::timestamptz, ${until}::timestamptz - interval '1 day', interval '1 day') day
    cross join lateral (select day + interval '17 hours' as at) due
    where l.organization_id = ${id} and extract(isodow from day) in (1, 3, 5)`;
  await sql`
    insert into items (organization_id, id, kind, rep_id, paperwork_type_id, title, due_at, current_due_at, provenance)
    select ${id}::uuid, m.id, 'paperwork', m.rep_id, t.id, 'Report', m.due_at, m.due_at, 'imported'
    from made m join paperwork_types t on t.organization_id = ${id}`;
  await sql`
    insert into item_events (organization_id, id, item_id, kind, actor_id, occurred_at, known_at, provenance)
    select ${id}::uuid, gen_random_uuid(), m.id, 'submitted', m.rep_id, happened.at, happened.at, 'imported'
    from made m
    cross join lateral (select case when fate < 0.6 then due_at - interval '5 hours' else handed_in_at end as at) happened
    where fate < 0.87
    union all
    select ${id}::uuid, gen_random_uuid(), m.id, 'reason_given', m.rep_id, m.due_at + interval '3 hours', m.due_at + interval '3 hours',
      'imported'
    from made m where fate >= 0.6 and reason < 0.2`;
  await sql`
    insert into follow_ups (
      organization_id, id, manager_id, rep_id, occurred_at, recorded_at, known_at, channel, outcome, provenance
    )
    select ${id}::uuid, m.follow_up_id, m.manager_id, m.rep_id, m.answered_at, m.answered_at + interval '1 hour',
      m.answered_at + interval '1 hour', 'call',
      (array['reminder', 'excuse_accepted', 'new_commitment', 'coaching', 'firm_expectation'])[1 + floor(answer * 15)::integer % 5],
      'imported'
    from made m where fate >= 0.6 and answer < 1`;
  await sql`
    insert into follow_up_items (organization_id, follow_up_id, item_id)
    select ${id}::uuid, m.follow_up_id, m.id from made m where fate >= 0.6 and answer < 1`;
  await sql`
    insert into activities (
      organization_id, id, external_id, occurred_at, actor_id, account_id, opportunity_id, kind, participant_ids, capture,
      import_run_id
    )
    select ${id}::uuid, made.id, made.id, made.at, case when made.led then l.manager_id else o.owner_id end, o.account_id, o.id,
      case when made.at::time < '12:00' then 'call' else 'email' end,
      case when made.joint then array[case when made.led then o.owner_id else l.manager_id end] else '{}' end, 'synced', ${id}::uuid
    from opportunities o
    join reporting_lines l on l.organization_id = ${id} and l.person_id = o.owner_id
    -- Tuesdays and Thursdays.
    join generate_series(${from}::timestamptz, ${until}::timestamptz - interval '1 day', interval '1 day') day
      on day >= o.opened_at and day < o.closed_at and extract(isodow from day) in (2, 4)
    cross join lateral (
      select gen_random_uuid() as id, day + interval '9 hours' + interval '8 hours' * random() as at, random() < 0.1 as led,
        random() < 0.2 as joint where o.id is not null
    ) made
    where o.organization_id = ${id}`;
}
