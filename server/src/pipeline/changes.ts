import type { Sql } from '../database/connect.ts';
import type { Organization } from './organization.ts';
import { midnight, mondays } from './weeks.ts';

/** Managers whose weeks have to be read again, each from a Monday on: what settles in one week bears on later ones. */
export type Touched = ReadonlyMap<string, string>;

/**
 * Takes what changed in the record since the last evaluation, and says whose weeks that touches. What commits from now on
 * leaves its mark for the next one; should it be read by this one already, reading it again changes nothing.
 *
 * @param evaluated the weeks so far, Mondays, half-open; later ones are read as they close
 */
export async function takeChanges(
  sql: Sql,
  { id, timeZone }: Pick<Organization, 'id' | 'timeZone'>,
  evaluated: { from: string; until: string },
): Promise<Touched> {
  if (evaluated.from >= evaluated.until) {
    await sql`delete from unread_changes where organization_id = ${id}`;
    return new Map();
  }
  await sql`
    create temp table changed (subject text, subject_id uuid, since timestamptz) on commit drop`;
  const { count } = await sql`
    with taken as (
      delete from unread_changes where organization_id = ${id} returning subject, subject_id, since
    )
    insert into changed
    select subject, subject_id, min(since)
    from taken where since < ${midnight(evaluated.until, timeZone)}
    group by subject, subject_id`;
  if (count === 0) return new Map();
  await sql.unsafe('analyze changed');
  const touched = await sql<{ managerId: string; week: string }[]>`
    with
    -- Whose an account was before anybody is named matters from its first activity on.
    first_activities as (
      select coalesce(o.account_id, a.account_id) as account_id, min(a.occurred_at) as at
      from activities a
      left join opportunities o on o.organization_id = a.organization_id and o.id = a.opportunity_id
      where a.organization_id = ${id}
        and exists (select from changed where subject = 'account' and since = '-infinity')
        and coalesce(o.account_id, a.account_id) in (
          select subject_id from changed where subject = 'account' and since = '-infinity'
        )
      group by coalesce(o.account_id, a.account_id)
    ),
    accounts as (
      select c.subject_id as account_id, case when c.since = '-infinity' then f.at else c.since end as since
      from changed c
      left join first_activities f on f.account_id = c.subject_id
      where c.subject = 'account' and (c.since <> '-infinity' or f.at is not null)
    ),
    concerned as (
      select subject_id as person_id, since from changed where subject = 'person'
      union all
      select o.owner_id, a.since
      from accounts a
      join account_owners o on o.organization_id = ${id} and o.account_id = a.account_id
        and coalesce(upper(o.during), 'infinity') > a.since::date - 2
      union all
      select o.owner_id, a.since
      from accounts a
      join opportunities o on o.organization_id = ${id} and o.account_id = a.account_id
      where not exists (
        select from account_owners named where named.organization_id = ${id} and named.account_id = a.account_id
      )
    ),
    managers as (
      select person_id as manager_id, since from concerned
      union all
      select l.manager_id, c.since
      from concerned c
      join reporting_lines l on l.organization_id = ${id} and l.person_id = c.person_id
        and coalesce(upper(l.during), 'infinity') > c.since::date - 2
      union all
      -- Who was read as leading the account's deals until now.
      select d.manager_id, a.since
      from accounts a
      join opportunities o on o.organization_id = ${id} and o.account_id = a.account_id
      join deal_weeks d on d.organization_id = ${id} and d.opportunity_id = o.id and d.week >= a.since::date - 8
      where d.week >= (select min(since)::date - 8 from accounts)
      union all
      select l.manager_id, c.since from changed c join reporting_lines l on l.organization_id = ${id}
      where c.subject = 'record'
    )
    select m.manager_id,
      date_trunc('week', greatest(min(m.since), ${midnight(evaluated.from, timeZone)}) at time zone ${timeZone})::date as week
    from managers m
    where exists (select from reporting_lines l where l.organization_id = ${id} and l.manager_id = m.manager_id)
      or exists (select from readings r where r.organization_id = ${id} and r.manager_id = m.manager_id)
    group by m.manager_id`;
  return new Map(touched.map(({ managerId, week }) => [managerId, week]));
}

/** Weeks to read again, Mondays, half-open, and whose. */
export interface Span {
  from: string;
  until: string;
  managerIds: readonly string[];
}

/** To read a week, about so many before it have to be looked at: windows, and earlier lapses. */
const weeksLookedBack = 14;

/**
 * Spans that cover what is touched, oldest first. Where others join, the next span begins, unless it costs less to read
 * the newcomers' earlier weeks too than to look back once more for all.
 */
export function spansOf(touched: Touched, until: string): Span[] {
  const joining = [...Map.groupBy(touched, ([, week]) => week)]
    .map(([week, managers]) => ({ week, managerIds: managers.map(([managerId]) => managerId) }))
    .filter(({ week }) => week < until)
    .toSorted((one, other) => (one.week < other.week ? -1 : 1));
  const spans: Span[] = [];
  for (const { week, managerIds } of joining) {
    const last = spans.at(-1);
    const all = [...(last?.managerIds ?? []), ...managerIds];
    if (last === undefined) spans.push({ from: week, until, managerIds: all });
    else if (managerIds.length * mondays(last.from, week).length <= all.length * weeksLookedBack)
      spans.splice(-1, 1, { ...last, managerIds: all });
    else spans.splice(-1, 1, { ...last, until: week }, { from: week, until, managerIds: all });
  }
  return spans;
}
