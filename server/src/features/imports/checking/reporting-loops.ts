import type { Finding } from './find.ts';

/** Nobody has so many managers above them; it bounds the work that a chain made up to hurt can cause. */
const mostSteps = 100;

/**
 * Lines by which somebody would report, at some time, to one of their own people. Read from the lines as they will be after
 * the import: those of the bundle that no line set in the product keeps out, and the stored ones that the bundle does
 * not replace. Runs once the ranges were found not to overlap: then each person has one manager a day, and the walks
 * upwards do not multiply.
 */
export const reportingLoops: Finding = {
  severity: 'error',
  file: 'reporting_lines',
  column: 'manager_id',
  expected: `managers that end at the top within ${mostSteps} steps, not with the person again`,
  rows: `
    with recursive incoming as materialized (
      select s.line, s."from", person.id as person_id, manager.id as manager_id, daterange(s."from", s."to") as during
      from staged_reporting_lines s
      join people_ids person on person.external_id = s.person_id
      join people_ids manager on manager.external_id = s.manager_id
    ),
    lines as materialized (
      select i.line, i.person_id, i.manager_id, i.during
      from incoming i
      where not exists (
        select from reporting_lines o
        where o.organization_id = current_organization() and o.person_id = i.person_id and o.edited_at is not null
          and o.during && i.during
      )
      union all
      select null, t.person_id, t.manager_id, t.during
      from reporting_lines t
      where t.organization_id = current_organization() and (t.edited_at is not null or not exists (
        select from incoming i where i.person_id = t.person_id and i."from" = lower(t.during)
      ))
    ),
    walk as (
      select line, array[person_id, manager_id] as path, during from lines where line is not null
      union all
      select w.line, w.path || above.manager_id, w.during * above.during
      from walk w
      join lines above on above.person_id = w.path[cardinality(w.path)] and above.during && w.during
      where w.path[1] <> w.path[cardinality(w.path)] and cardinality(w.path) <= ${mostSteps + 1}
        and not above.manager_id = any(w.path[2:])
    ),
    loops as (
      select distinct on (line) line, path
      from walk
      where path[1] = path[cardinality(path)] or cardinality(path) > ${mostSteps + 1}
      order by line, cardinality(path), lower(during)
    )
    select l.line, (
      select string_agg(coalesce(staged.name, stored.name), ' → ' order by step.position)
      from unnest(l.path) with ordinality as step (id, position)
      left join people stored on stored.organization_id = current_organization() and stored.id = step.id
      left join people_ids known on known.id = step.id
      left join staged_people staged on staged.id = known.external_id
    ) as value
    from loops l`,
};
