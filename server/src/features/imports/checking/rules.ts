import type { Finding } from './find.ts';

const error = (file: string, column: string, expected: string, rows: string): Finding => ({
  severity: 'error',
  file,
  column,
  expected,
  rows,
});

const endsAfterItBegins = (file: string): Finding =>
  error(
    file,
    'to',
    'a day after "from": "to" is the first day that no longer counts',
    `select line, "to" as value from staged_${file} where "to" <= "from"`,
  );

/**
 * A range that would overlap one stored by an earlier import and absent from this bundle. Rows that a person set in the
 * product are no problem: the incoming row is kept out.
 */
const freeOfStored = (file: string, register: string, owner: string): Finding =>
  error(
    file,
    'from',
    'a range that does not overlap one imported earlier: give that one an end in this bundle',
    `select s.line, s."from" as value
    from staged_${file} s
    join ${register}_ids owner on owner.external_id = s.${owner}
    join ${file} t on t.organization_id = current_organization() and t.${owner} = owner.id and t.edited_at is null
      and (s."to" is null or s."to" > s."from") and t.during && daterange(s."from", s."to", '[)')
    where lower(t.during) <> s."from" and not exists (
      select from staged_${file} replaced
      join ${register}_ids replaced_owner on replaced_owner.external_id = replaced.${owner}
      where replaced_owner.id = t.${owner} and replaced."from" = lower(t.during)
    )`,
  );

/** What makes a row, or two of them, impossible. */
export const rules: readonly Finding[] = [
  endsAfterItBegins('reporting_lines'),
  endsAfterItBegins('account_owners'),
  endsAfterItBegins('absences'),
  endsAfterItBegins('goals'),
  freeOfStored('reporting_lines', 'people', 'person_id'),
  freeOfStored('account_owners', 'accounts', 'account_id'),
  freeOfStored('absences', 'people', 'person_id'),
  error(
    'reporting_lines',
    'manager_id',
    'somebody other than the person',
    'select line, manager_id as value from staged_reporting_lines where manager_id = person_id',
  ),
  error(
    'people',
    'email',
    'an address that no other person has',
    `select line, email as value from (
      select line, email, row_number() over (partition by email order by line) as time from staged_people where email is not null
    ) addressed where time > 1`,
  ),
  error(
    'people',
    'email',
    'an address that nobody else in the organisation has',
    `select s.line, s.email as value
    from staged_people s
    join people_ids own on own.external_id = s.id
    join people t on t.organization_id = current_organization() and t.email = s.email and t.id <> own.id
    where not exists (select from staged_people moved where moved.id = t.external_id and moved.email is distinct from t.email)`,
  ),
  error(
    'people',
    'email',
    'an address with which nobody else signs in',
    `select s.line, s.email as value
    from staged_people s
    join people_ids own on own.external_id = s.id
    join sign_ins i on i.email = s.email and i.person_id <> own.id
    where not exists (
      select from staged_people moved
      join people_ids moved_id on moved_id.external_id = moved.id
      where moved_id.id = i.person_id and moved.email <> i.email
    )`,
  ),
  error(
    'people',
    'timezone',
    'a time zone that the database knows, such as Europe/Vienna',
    `select line, timezone as value from staged_people
    where timezone is not null and timezone not in (select name from pg_timezone_names)`,
  ),
  error(
    'people',
    'left_on',
    'a day not before "hired_on"',
    'select line, left_on as value from staged_people where left_on < hired_on',
  ),
  error(
    'paperwork',
    'id',
    'an id that no directive assignment has (directive_id:rep_id)',
    `select p.line, p.id as value from staged_paperwork p
    join staged_directive_assignments a on a.directive_id || ':' || a.rep_id = p.id`,
  ),
  error(
    'paperwork',
    'id',
    'an id that is not that of an imported directive assignment',
    `select p.line, p.id as value from staged_paperwork p
    join items i on i.organization_id = current_organization() and i.external_id = p.id and i.kind <> 'paperwork'`,
  ),
  error(
    'directive_assignments',
    'directive_id',
    'an assignment whose id (directive_id:rep_id) is not that of imported paperwork',
    `select a.line, a.directive_id as value from staged_directive_assignments a
    join items i on i.organization_id = current_organization() and i.external_id = a.directive_id || ':' || a.rep_id
      and i.kind <> 'directive'`,
  ),
  error(
    'opportunities',
    'closed_at',
    'a time not before "opened_at"',
    'select line, closed_at as value from staged_opportunities where closed_at < opened_at',
  ),
  error(
    'interventions',
    'handed_back_at',
    'a time not before "started_at"',
    'select line, handed_back_at as value from staged_interventions where handed_back_at < started_at',
  ),
  {
    severity: 'error',
    file: 'activities',
    column: 'participant_ids',
    expected: 'ids of people.csv, here or already imported',
    needs: 'people',
    rows: `select s.line, p.unknown_id as value from staged_activities s
    join participant_lists p on p.participant_ids = s.participant_ids where p.unknown_id is not null`,
  },
];
