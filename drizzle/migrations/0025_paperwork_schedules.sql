-- When a kind of paperwork falls due, for whom, and since when: each change is a version that applies from a day on, so
-- that what was owed stays as it was. For a day the latest version counts that is in force on it.
create table paperwork_schedules (
  organization_id uuid not null,
  type_id uuid not null,
  version integer not null check (version > 0),
  -- occurrences from this day on follow this version
  in_force_from date not null,
  -- RFC 5545: the days, counted from starts_on
  rule text not null,
  starts_on date not null,
  -- half-open
  ends_before date check (ends_before > starts_on),
  -- the n-th working day of the month instead of the rule's day; from the month's end where negative
  business_day smallint check (business_day between 1 and 15 or business_day between -15 and -1),
  on_day_off text not null check (on_day_off in ('before', 'after', 'keep')),
  -- in the time zone of whoever owes it
  due_time time not null,
  -- hours after that until it is a lapse; items.due_at has them in it
  grace_hours smallint not null default 0 check (grace_hours between 0 and 168),
  owed_by text not null check (owed_by in ('reps', 'managers', 'team', 'branch', 'people')),
  -- team, branch: the manager; people: they themselves
  owed_ids uuid[] not null default '{}' check ((owed_by in ('reps', 'managers')) = (owed_ids = '{}')),
  is_paused boolean not null default false,
  -- null: it came with the organisation
  created_by uuid,
  created_at timestamptz not null,
  primary key (organization_id, type_id, version),
  foreign key (organization_id, type_id) references paperwork_types,
  foreign key (organization_id, created_by) references people
);
comment on table paperwork_schedules is 'fact: a version of when paperwork falls due, for whom';
select isolate_by_organization('paperwork_schedules');

-- The last day of its schedule for which items were made: a new version begins after it.
alter table paperwork_types add column made_through date;

-- Until now the weekly call report was the one schedule there was.
insert into paperwork_schedules (
  organization_id, type_id, version, in_force_from, rule, starts_on, on_day_off, due_time, owed_by, created_at
)
select t.organization_id, t.id, 1, coalesce(t.edited_at, o.created_at)::date, 'FREQ=WEEKLY;BYDAY=FR',
  coalesce(t.edited_at, o.created_at)::date, 'before', '17:00', 'reps', coalesce(t.edited_at, o.created_at)
from paperwork_types t
join organizations o on o.id = t.organization_id
where t.code = 'call_report' and t.import_run_id is null;

update paperwork_types t set made_through = made.day
from (
  select i.organization_id, i.paperwork_type_id, max(right(i.external_id, 10)::date) as day
  from items i
  where i.external_id ~ '^call_report [0-9a-f-]{36} \d{4}-\d\d-\d\d$'
  group by i.organization_id, i.paperwork_type_id
) made
where t.organization_id = made.organization_id and t.id = made.paperwork_type_id;

-- So that the same report is not made twice: the key of an item is its type, who owes it, and its day.
update items i set external_id = i.paperwork_type_id || ' ' || i.rep_id || ' ' || right(i.external_id, 10)
where i.external_id ~ '^call_report [0-9a-f-]{36} \d{4}-\d\d-\d\d$' and i.paperwork_type_id is not null;
