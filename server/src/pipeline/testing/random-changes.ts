import type { Database, Sql } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { random } from './random.ts';

/** Something that comes to be known of the past, or is put right in a register. */
type Change = (sql: Sql, pick: Picker) => Promise<unknown>;

interface Picker {
  organizationId: string;
  /** A day of the weeks so far, as an instant. */
  at: string;
  day: string;
  /** Puts rows into an order of its own; the first is as good as any. */
  salt: string;
}

/** One row of a table, whichever; the same for the same seed, since ids grow in the order in which rows were made. */
const some = (sql: Sql, { organizationId, salt }: Picker, table: string, where = sql`true`) => sql`(
  select * from (
    select t.*, row_number() over (order by ${sql(table === 'reporting_lines' ? 'person_id' : 'id')}) as place
    from ${sql(table)} t where t.organization_id = ${organizationId} and ${where}
  ) numbered
  order by md5(place || ${salt}) limit 1
)`;

const event =
  (kind: string): Change =>
  (sql, pick) =>
    sql`
    insert into item_events (organization_id, id, item_id, kind, actor_id, occurred_at, known_at, new_due_at, provenance)
    select i.organization_id, ${newId()}, i.id, ${kind}, null, i.due_at + interval '5 hours', i.due_at + interval '9 hours',
      case when ${kind} = 'extension_granted' then i.due_at + interval '9 days' end, 'imported'
    from ${some(sql, pick, 'items', sql`due_at < ${pick.at}`)} i`;

const superseded =
  (table: string): Change =>
  (sql, pick) =>
    sql`
    insert into superseded_facts (organization_id, fact_id, known_at)
    select f.organization_id, f.id, ${pick.at} from ${some(sql, pick, table)} f on conflict do nothing`;

/** Every kind of change that an evaluation has to notice, by name. */
export const changes: Record<string, Change> = {
  submission: event('submitted'),
  reason: event('reason_given'),
  extension: event('extension_granted'),
  excuse: event('excused'),
  escalation: event('escalated'),
  withdrawal: (sql, pick) => sql`
    insert into item_events (organization_id, id, item_id, kind, occurred_at, known_at, regards_id, provenance)
    select e.organization_id, ${newId()}, e.item_id, 'withdrawn', ${pick.at}, ${pick.at}, e.id, 'observed'
    from ${some(sql, pick, 'item_events', sql`kind = 'submitted'`)} e`,
  returned: (sql, pick) => sql`
    insert into item_events (organization_id, id, item_id, kind, occurred_at, known_at, regards_id, provenance)
    select e.organization_id, ${newId()}, e.item_id, 'returned', e.occurred_at - interval '2 hours',
      e.known_at + interval '2 hours', null, 'observed'
    from ${some(sql, pick, 'item_events', sql`kind = 'submitted'`)} e`,
  item: (sql, pick) => sql`
    insert into items (organization_id, id, kind, rep_id, paperwork_type_id, title, due_at, current_due_at, provenance)
    select i.organization_id, ${newId()}, i.kind, i.rep_id, i.paperwork_type_id, i.title, ${pick.at}, ${pick.at}, 'imported'
    from ${some(sql, pick, 'items')} i`,
  'due time put right': (sql, pick) => sql`
    update items set due_at = ${pick.at}
    where organization_id = ${pick.organizationId} and id = (select id from ${some(sql, pick, 'items')} i)`,
  'follow-up': (sql, pick) => sql`
    with said as (
      insert into follow_ups (
        organization_id, id, manager_id, rep_id, occurred_at, recorded_at, known_at, channel, outcome, excuse, provenance
      )
      select i.organization_id, ${newId()}, l.manager_id, i.rep_id, i.due_at + interval '1 hour', i.due_at + interval '2 hours',
        i.due_at + interval '2 hours', 'call', 'excuse_accepted', 'travel', 'imported'
      from ${some(sql, pick, 'items', sql`due_at < ${pick.at}`)} i
      join reporting_lines l on l.organization_id = i.organization_id and l.person_id = i.rep_id
        and l.during @> i.due_at::date
      returning organization_id, id, rep_id, occurred_at
    )
    insert into follow_up_items (organization_id, follow_up_id, item_id)
    select s.organization_id, s.id, i.id from said s
    join items i on i.organization_id = s.organization_id and i.rep_id = s.rep_id
      and i.due_at = s.occurred_at - interval '1 hour'`,
  dispute: (sql, pick) => sql`
    insert into follow_up_answers (
      organization_id, id, follow_up_id, person_id, answer, occurred_at, known_at, provenance
    )
    select f.organization_id, ${newId()}, f.id, f.rep_id, 'disputed', f.known_at + interval '1 hour',
      f.known_at + interval '1 hour', 'imported'
    from ${some(sql, pick, 'follow_ups', sql`provenance <> 'observed'`)} f`,
  'event replaced': superseded('item_events'),
  'follow-up replaced': superseded('follow_ups'),
  'activity replaced': superseded('activities'),
  exception: (sql, pick) => sql`
    insert into exceptions (
      organization_id, id, rep_id, kind, requested_at, decided_by, decided_at, decision, cost, known_at, provenance
    )
    select l.organization_id, ${newId()}, l.person_id, 'discount', ${pick.at}, l.manager_id, ${pick.at}, 'supported', 100,
      ${pick.at}, 'imported'
    from ${some(sql, pick, 'reporting_lines', sql`during @> ${pick.day}::date`)} l`,
  activities: (sql, pick) => sql`
    insert into activities (
      organization_id, id, external_id, occurred_at, actor_id, account_id, opportunity_id, kind, participant_ids, import_run_id
    )
    select o.organization_id, gen_random_uuid(), gen_random_uuid()::text, ${pick.at}, l.manager_id, o.account_id, o.id, 'call',
      '{}', o.organization_id
    from ${some(sql, pick, 'opportunities')} o
    join reporting_lines l on l.organization_id = o.organization_id and l.person_id = o.owner_id
      and l.during @> ${pick.day}::date
    cross join generate_series(1, 9)`,
  'takeover asked for': (sql, pick) => sql`
    insert into interventions (
      organization_id, id, manager_id, opportunity_id, started_at, requested_by, known_at, provenance
    )
    select d.organization_id, ${newId()}, d.manager_id, d.opportunity_id, d.week, p.id, d.week, 'imported'
    from (
      select * from deal_weeks where organization_id = ${pick.organizationId} order by opportunity_id, week limit 1
    ) d
    join people p on p.organization_id = d.organization_id and p.role = 'executive'`,
  'no executive any more': (sql, pick) => sql`
    update people set role = 'manager' where organization_id = ${pick.organizationId} and role = 'executive'`,
  'deal closed': (sql, pick) => sql`
    update opportunities set closed_at = ${pick.at}, outcome = 'won'
    where organization_id = ${pick.organizationId} and id = (select id from ${some(sql, pick, 'opportunities')} o)`,
  'deal of another rep': (sql, pick) => sql`
    update opportunities set owner_id = (select person_id from ${some(sql, pick, 'reporting_lines')} l)
    where organization_id = ${pick.organizationId} and id = (select id from ${some(sql, pick, 'opportunities')} o)`,
  'deal of a manager': (sql, pick) => sql`
    update opportunities set owner_id = (select id from ${some(sql, pick, 'people', sql`role = 'manager'`)} p)
    where organization_id = ${pick.organizationId} and id = (select id from ${some(sql, pick, 'opportunities')} o)`,
  'credit shared': (sql, pick) => sql`
    insert into opportunity_credits (organization_id, opportunity_id, person_id, share)
    select t.organization_id, t.subject_id, t.manager_id, 0.5
    from trials t
    where t.organization_id = ${pick.organizationId} and t.signal = 'credit_kept'
    on conflict do nothing`,
  'owner of an account': (sql, pick) => sql`
    insert into account_owners (organization_id, id, account_id, owner_id, during)
    select a.organization_id, ${newId()}, a.id, l.person_id, daterange(${pick.day}, null)
    from ${some(sql, pick, 'accounts')} a
    cross join ${some(sql, pick, 'reporting_lines')} l
    where not exists (
      select from account_owners o where o.organization_id = a.organization_id and o.account_id = a.id
    )`,
  'account handed over': (sql, pick) => sql`
    update account_owners set owner_id = (select person_id from ${some(sql, pick, 'reporting_lines')} l)
    where organization_id = ${pick.organizationId} and id = (select id from ${some(sql, pick, 'account_owners')} o)`,
  'rep moved': (sql, pick) => sql`
    with moved as (
      update reporting_lines set during = daterange(lower(during), ${pick.day})
      where organization_id = ${pick.organizationId}
        and id = (select id from ${some(sql, pick, 'reporting_lines', sql`upper_inf(during) and lower(during) < ${pick.day}::date`)} l)
      returning organization_id, person_id, manager_id
    )
    insert into reporting_lines (organization_id, id, person_id, manager_id, during)
    select m.organization_id, ${newId()}, m.person_id, p.id, daterange(${pick.day}, null)
    from moved m
    join ${some(sql, pick, 'people', sql`role = 'manager'`)} p on p.id <> m.manager_id`,
  leave: (sql, pick) => sql`
    insert into absences (organization_id, id, person_id, during, recorded_at)
    select p.organization_id, ${newId()}, p.id, daterange(${pick.day}::date, ${pick.day}::date + 9),
      ${pick.day}::date - 10
    from ${some(sql, pick, 'people', sql`role <> 'executive'`)} p
    where not exists (
      select from absences a where a.organization_id = p.organization_id and a.person_id = p.id
    )`,
  'leave put right': (sql, pick) => sql`
    update absences set during = daterange(lower(during) - 8, upper(during) - 4)
    where organization_id = ${pick.organizationId} and id = (select id from ${some(sql, pick, 'absences')} a)`,
  'leave taken back': (sql, pick) => sql`
    delete from absences
    where organization_id = ${pick.organizationId} and id = (select id from ${some(sql, pick, 'absences')} a)`,
  'leave puts off': (sql, pick) => sql`
    insert into item_events (organization_id, id, item_id, kind, occurred_at, known_at, new_due_at, provenance)
    select i.organization_id, ${newId()}, i.id, 'put_off', i.due_at - interval '1 day', i.due_at - interval '1 day',
      i.due_at + interval '7 days', 'observed'
    from ${some(sql, pick, 'items')} i`,
  'rep hired': (sql, pick) => sql`
    update people set hired_on = ${pick.day}
    where organization_id = ${pick.organizationId} and id = (select id from ${some(sql, pick, 'people', sql`role = 'rep'`)} p)`,
  'rep left': (sql, pick) => sql`
    update people set left_on = ${pick.day}
    where organization_id = ${pick.organizationId} and id = (select id from ${some(sql, pick, 'people', sql`role = 'rep'`)} p)`,
  'time zone': (sql, pick) => sql`
    update people set time_zone = 'Pacific/Auckland'
    where organization_id = ${pick.organizationId} and id = (select id from ${some(sql, pick, 'people', sql`role = 'rep'`)} p)`,
  holiday: (sql, pick) => sql`
    insert into holidays (organization_id, day, name) values (${pick.organizationId}, ${pick.day}, 'Holiday')
    on conflict do nothing`,
  'holiday removed': (sql, pick) => sql`delete from holidays where organization_id = ${pick.organizationId}`,
  'working days': (sql, pick) => sql`
    update organizations set working_days = '{1,2,3,4,6}' where id = ${pick.organizationId}`,
};

/** Makes the named changes to the days between two Mondays, each in a transaction of its own, the same for the same seed. */
export async function change(
  database: Database,
  organizationId: string,
  names: readonly string[],
  { from, until, seed }: { from: string; until: string; seed: number },
): Promise<void> {
  const next = random(seed);
  for (const name of names) {
    const days = (Date.parse(until) - Date.parse(from)) / 86_400_000;
    const at = new Date(Date.parse(from) + Math.floor(next() * days * 24) * 3_600_000).toISOString();
    const salt = String(next());
    await database.transaction({ organizationId, personId: null }, async ({ sql }) => {
      await changes[name]?.(sql, { organizationId, at, day: at.slice(0, 10), salt });
    });
  }
}
