-- Leave that was taken back or ended early, and holidays that were removed, are kept here as they were; an import that
-- still names them does not bring them back.
create table withdrawn_absences (
  organization_id uuid not null references organizations,
  id uuid not null,
  absence_id uuid not null,
  person_id uuid not null,
  -- the days that were taken back
  during daterange not null check (not isempty(during)),
  cover_id uuid,
  recorded_by uuid,
  recorded_at timestamptz not null,
  withdrawn_by uuid not null,
  withdrawn_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references people,
  foreign key (organization_id, withdrawn_by) references people
);
create index withdrawn_absences_by_person on withdrawn_absences (organization_id, person_id);
comment on table withdrawn_absences is 'fact: days of leave that were taken back';
select isolate_by_organization('withdrawn_absences');

create table removed_holidays (
  organization_id uuid not null references organizations,
  id uuid not null,
  day date not null,
  name text not null,
  removed_by uuid not null,
  removed_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, removed_by) references people
);
create index removed_holidays_by_day on removed_holidays (organization_id, day);
comment on table removed_holidays is 'fact: holidays that were removed from the calendar';
select isolate_by_organization('removed_holidays');

alter table absences add column version integer not null default 1;
create index absences_by_cover on absences (organization_id, cover_id) where cover_id is not null;

-- What the organisation arranges for itself may also be taken out again: the calendar. A kind of its own.
create or replace function grant_access(serving_role name) returns void language plpgsql as $$
declare
  target record;
begin
  execute format('grant usage on schema public to %I', serving_role);
  for target in
    select c.oid::regclass as name, split_part(obj_description(c.oid, 'pg_class'), ':', 1) as kind
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
  loop
    execute format('revoke all on %s from %I', target.name, serving_role);
    case target.kind
      when 'fact', 'log' then execute format('grant select, insert on %s to %I', target.name, serving_role);
      when 'register', 'projection' then execute format('grant select, insert, update on %s to %I', target.name, serving_role);
      -- calendar: what was taken out is kept as a fact beside it
      when 'derived', 'calendar' then execute format('grant select, insert, update, delete on %s to %I', target.name, serving_role);
      when 'view' then execute format('grant select on %s to %I', target.name, serving_role);
      else raise exception 'table % has no kind: begin its comment with fact, log, register, calendar, projection, derived or view', target.name;
    end case;
  end loop;
end $$;
comment on table holidays is 'calendar: days on which nobody works';
comment on table absences is 'calendar: when somebody was away and who covered; no reason is kept';
