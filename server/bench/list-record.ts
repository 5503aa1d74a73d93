import type { Database, Sql } from '../src/database/connect.ts';
import { newId } from '../src/database/ids.ts';

const managers = 400;
const repsEach = 8;
const weeks = 104;

/**
 * A million items made in the database itself: eight reps a manager, three items a week over two years and the fortnight
 * to come. Of ten kinds of paperwork the last has one item of a thousand, one of fifty is a directive's; seven of ten are
 * handed in on time, two late, the last week's here and not looked at yet; one of two hundred is waived. About three of ten
 * the manager followed up the day after, each outcome as often; one of ten the rep confirmed.
 *
 * @param at the present moment
 * @returns the organisation
 */
export async function listRecord(database: Database, at: Date): Promise<string> {
  const id = newId();
  await database.transaction({ organizationId: id, personId: null }, async ({ sql }) => {
    await sql.unsafe(`set local jit = off; set local enable_nestloop = off; set local work_mem = '128MB'`);
    await sql`select setseed(0.5)`;
    await fillRegisters(sql, id, at);
    await fillItems(sql, id, at);
  });
  return id;
}

async function fillRegisters(sql: Sql, id: string, at: Date): Promise<void> {
  await sql`insert into organizations (id, name, time_zone, is_sample) values (${id}, 'Lists', 'UTC', false)`;
  await sql`
    insert into paperwork_types (organization_id, id, code, name)
    select ${id}::uuid, new_id(), 'kind' || n,
      (array['Call report', 'Expense report', 'Forecast', 'Visit report', 'Account plan', 'Site survey', 'Price list', 'Safety form',
        'Travel plan', 'Tender dossier'])[n]
    from generate_series(1, 10) n`;
  await sql`
    insert into people (organization_id, id, external_id, name, email, role, time_zone)
    select ${id}::uuid, new_id(), kind || n, initcap(kind) || ' ' || (array['Ash', 'Birch', 'Cedar', 'Elm', 'Fir'])[1 + n % 5] || n,
      kind || n || '@' || ${id}, kind, 'UTC'
    from (values ('executive', 1), ('manager', ${managers}::integer), ('rep', ${managers * repsEach}::integer)) kinds (kind, many)
    cross join lateral generate_series(1, many) n`;
  await sql`
    insert into reporting_lines (organization_id, id, person_id, manager_id, during)
    select ${id}::uuid, new_id(), rep.id, manager.id, daterange((${at}::timestamptz - interval '3 years')::date, null)
    from people rep
    join people manager on manager.organization_id = ${id} and manager.role = 'manager'
      and manager.external_id = 'manager' || 1 + (substring(rep.external_id from 4)::integer % ${managers}::integer)
    where rep.organization_id = ${id} and rep.role = 'rep'`;
  await sql`
    insert into directives (organization_id, id, title, issued_by, issued_at, due_at)
    select ${id}::uuid, new_id(), 'Call the dormant accounts of list ' || n, boss.id, ${at}::timestamptz - interval '7 days' * n,
      ${at}::timestamptz - interval '7 days' * (n - 1)
    from people boss cross join generate_series(1, 100) n
    where boss.organization_id = ${id} and boss.role = 'executive'`;
}

async function fillItems(sql: Sql, id: string, at: Date): Promise<void> {
  await sql`
    create temp table made on commit drop as
    select new_id() as id, rep.id as rep_id, due.at as due_at, random() as fate,
      case when random() < 0.02 then 1 + floor(random() * 100)::integer end as directive,
      case when random() < 0.001 then 10 else 1 + floor(random() * 9)::integer end as type,
      due.at + interval '9 days' * random() as late_at, due.at - interval '60 hours' * random() as early_at
    from people rep
    cross join generate_series(0, ${weeks * 3 - 1}::integer) n
    cross join lateral (select ${at}::timestamptz + interval '14 days' - interval '56 hours' * n - interval '1 hour' * random() as at) due
    where rep.organization_id = ${id} and rep.role = 'rep'`;
  await sql`
    insert into items (
      organization_id, id, kind, rep_id, paperwork_type_id, directive_id, title, due_at, current_due_at, state, done_at,
      handed_in_at, provenance
    )
    select ${id}::uuid, m.id, case when d.id is null then 'paperwork' else 'directive' end, m.rep_id,
      case when d.id is null then t.id end, d.id, coalesce(d.title, t.name), m.due_at, m.due_at,
      case when done.at is not null then 'done' when m.fate < 0.005 and m.due_at < ${at} then 'waived' else 'open' end,
      done.at, done.at, 'observed'
    from made m
    join (select *, row_number() over (order by code = 'kind10', code) as n from paperwork_types where organization_id = ${id}) t
      on t.n = m.type
    left join (select *, row_number() over (order by due_at) as n from directives where organization_id = ${id}) d
      on d.n = m.directive
    cross join lateral (
      select case
        when m.fate between 0.3 and 1 and m.early_at < ${at} then m.early_at
        when m.fate between 0.1 and 0.3 and m.late_at < ${at} then m.late_at
      end as at
    ) done
    order by m.due_at`;
  await sql`
    insert into item_events (organization_id, id, item_id, kind, actor_id, occurred_at, known_at, provenance)
    select ${id}::uuid, new_id(), i.id, case i.kind when 'paperwork' then 'submitted' else 'completed' end, i.rep_id, i.done_at, i.done_at,
      case when i.done_at > ${at}::timestamptz - interval '7 days' then 'observed' else 'imported' end
    from items i where i.organization_id = ${id} and i.done_at is not null
    union all
    select ${id}::uuid, new_id(), m.id, 'reason_given', m.rep_id, m.due_at, m.due_at, 'imported'
    from made m where m.fate < 0.15 and m.due_at < ${at}`;
  await sql`
    insert into follow_ups (
      organization_id, id, manager_id, rep_id, occurred_at, recorded_at, known_at, channel, outcome, provenance
    )
    select ${id}::uuid, m.id, line.manager_id, m.rep_id, held.at, held.at, held.at,
      case when m.directive is null then 'one_on_one' else 'call' end,
      (array['reminder', 'excuse_accepted', 'new_commitment', 'coaching', 'firm_expectation', 'escalated'])[1 + floor(m.fate * 20)::integer],
      'imported'
    from made m
    join reporting_lines line on line.organization_id = ${id} and line.person_id = m.rep_id
    cross join lateral (select m.due_at + interval '1 day' as at) held
    where m.fate < 0.3 and held.at < ${at}`;
  await sql`
    insert into follow_up_items (organization_id, follow_up_id, item_id)
    select ${id}::uuid, m.id, m.id from made m where m.fate < 0.3 and m.due_at + interval '1 day' < ${at}`;
  await sql`
    insert into follow_up_answers (organization_id, id, follow_up_id, person_id, answer, occurred_at, known_at, provenance)
    select ${id}::uuid, new_id(), m.id, m.rep_id, 'confirmed', m.due_at + interval '2 days', m.due_at + interval '2 days', 'imported'
    from made m where m.fate < 0.1 and m.due_at + interval '1 day' < ${at}`;
}
