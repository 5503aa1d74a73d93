import type { OwedBy } from '@plumbline/shared/contracts/paperwork.ts';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';

/**
 * SQL: who owes what, as rows of occurrence, rep_id and time_zone. Whoever works here on the due day and has somebody to
 * report to then, or is named; executives owe nothing.
 *
 * @param occurrences rows of occurrence, due_day, owed_by, owed_ids (a query)
 */
export const owedBy = (sql: Sql, organizationId: string, occurrences: Fragment): Fragment => sql`
  with recursive asked as materialized (${occurrences}),
  -- Everybody under a manager on the due day, all the way down.
  below as (
    select asked.due_day, asked.owed_ids[1] as root_id, line.person_id
    from (select distinct due_day, owed_ids from asked where owed_by = 'branch') asked
    join reporting_lines line on line.organization_id = ${organizationId} and line.manager_id = asked.owed_ids[1]
      and line.during @> asked.due_day
    union
    select below.due_day, below.root_id, line.person_id
    from below
    join reporting_lines line on line.organization_id = ${organizationId} and line.manager_id = below.person_id
      and line.during @> below.due_day
  ),
  owing as (
    select asked.occurrence, line.person_id
    from asked
    join reporting_lines line on line.organization_id = ${organizationId} and line.during @> asked.due_day
    join people p on p.organization_id = line.organization_id and p.id = line.person_id
    where asked.owed_by = 'reps' and p.role = 'rep' or asked.owed_by = 'managers' and p.role = 'manager'
      or asked.owed_by = 'team' and line.manager_id = asked.owed_ids[1]
    union
    select asked.occurrence, below.person_id
    from asked
    join below on below.due_day = asked.due_day and below.root_id = asked.owed_ids[1]
    where asked.owed_by = 'branch'
    union
    select asked.occurrence, named.id
    from asked
    cross join unnest(asked.owed_ids) named (id)
    where asked.owed_by = 'people'
  )
  select owing.occurrence, rep.id as rep_id, rep.time_zone
  from owing
  join asked on asked.occurrence = owing.occurrence
  join people rep on rep.organization_id = ${organizationId} and rep.id = owing.person_id
  where rep.role in ('rep', 'manager')
    and (rep.left_on is null or rep.left_on > asked.due_day)
    and (rep.hired_on is null or rep.hired_on <= asked.due_day)`;

/** How many people owe something on a day. */
export async function countOwing(
  sql: Sql,
  organizationId: string,
  owed: OwedBy,
  day: string,
): Promise<number> {
  const asked = sql`
    select 0 as occurrence, ${day}::date as due_day, ${owed.kind}::text as owed_by, ${owed.ids}::uuid[] as owed_ids`;
  const [found] = await sql<{ people: number }[]>`
    select count(*) as people from (${owedBy(sql, organizationId, asked)}) owed`;
  return found?.people ?? 0;
}
