-- What changed in the record since it was last read. Each change leaves its mark in its own transaction, whoever makes it:
-- an evaluation takes the marks it sees and reads the facts behind them, and one that commits meanwhile leaves its mark for
-- the next. No clock is asked.
create table unread_changes (
  organization_id uuid not null,
  id uuid not null default gen_random_uuid(),
  -- person: a rep, for whoever had that rep, or a manager; account: whoever owns it; record: everybody
  subject text not null check (subject in ('person', 'account', 'record')),
  subject_id uuid,
  -- nothing that had settled by then reads differently
  since timestamptz not null,
  primary key (organization_id, id),
  check ((subject = 'record') = (subject_id is null))
);
comment on table unread_changes is 'derived: whose record changed, and since when, that no evaluation has taken in yet';
select isolate_by_organization('unread_changes');

-- What a week's norms are adjusted by: the trials of all weeks read so far, by mix of cases.
create table case_mixes (
  organization_id uuid not null,
  signal text not null,
  manager_id uuid not null,
  stratum text not null,
  k double precision not null,
  n bigint not null,
  primary key (organization_id, signal, manager_id, stratum)
);
comment on table case_mixes is 'derived: adjusted signals counted by manager and stratum, over all weeks evaluated';
select isolate_by_organization('case_mixes');
insert into case_mixes (organization_id, signal, manager_id, stratum, k, n)
select organization_id, signal, manager_id, coalesce(stratum, ''), sum(outcome::double precision), count(*)
from trials where revision = 0 and signal in ('takeover', 'closing')
group by 1, 2, 3, 4;

-- What is known best of past weeks: trials of a reading that was revised give way to those of the revision.
create view latest_trials with (security_invoker = true) as
  select t.* from trials t
  where not exists (
    select from readings r
    where r.organization_id = t.organization_id and r.manager_id = t.manager_id and r.signal = t.signal and r.week = t.week
      and r.revision > t.revision and r.revision > 0
  );
comment on view latest_trials is 'view: trials that no later revision of their reading replaced';
create index readings_revised on readings (organization_id, signal, week) where revision > 0;

-- When a team's sources begin is asked of each reporting line.
create index items_by_rep_and_due on items (organization_id, rep_id, due_at);
create index follow_ups_by_rep_and_known on follow_ups (organization_id, rep_id, known_at);

-- A day begins somewhere on earth up to 14 hours before it does in UTC; none at all is the beginning of time.
create function earliest_instant_of(day date) returns timestamptz
  language sql immutable parallel safe
  return coalesce((day - 1)::timestamp at time zone 'UTC', '-infinity');

-- From which day on two spans differ.
create function differ_from(one daterange, other daterange) returns date
  language sql immutable parallel safe
  return case
    when lower(one) is distinct from lower(other) then least(lower(one), lower(other))
    else least(upper(one), upper(other))
  end;

-- Trials go by what was known when they settled, so that an event matters from when it was known. A reason counts from
-- when it was given, as a return does, leave that puts a due time off from that time, and what is taken back never was.
create function note_item_events() returns trigger language plpgsql as $$
begin
  insert into unread_changes (organization_id, subject, subject_id, since)
  select e.organization_id, 'person', i.rep_id, min(case
    when e.kind in ('reason_given', 'extension_requested', 'returned') then least(e.occurred_at, e.known_at)
    when e.kind = 'put_off' then least(e.known_at, i.due_at)
    else least(e.known_at, taken_back.occurred_at, taken_back.known_at)
  end)
  from after e
  join items i on i.organization_id = e.organization_id and i.id = e.item_id
  left join item_events taken_back
    on taken_back.organization_id = e.organization_id and taken_back.id = e.regards_id and e.kind = 'withdrawn'
  group by e.organization_id, i.rep_id;
  return null;
end $$;
create trigger note_item_events after insert on item_events
  referencing new table as after for each statement execute function note_item_events();

create function note_items() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into unread_changes (organization_id, subject, subject_id, since)
    select i.organization_id, 'person', i.rep_id, min(i.due_at) from after i group by i.organization_id, i.rep_id;
  else
    -- An item is a projection, updated with each of its events; those have marks of their own.
    insert into unread_changes (organization_id, subject, subject_id, since)
    select i.organization_id, 'person', rep.id, min(least(i.due_at, b.due_at))
    from after i
    join before b on b.organization_id = i.organization_id and b.id = i.id
    cross join lateral (values (i.rep_id), (b.rep_id)) rep (id)
    where (i.rep_id, i.due_at, i.kind, i.directive_id) is distinct from (b.rep_id, b.due_at, b.kind, b.directive_id)
    group by i.organization_id, rep.id;
  end if;
  return null;
end $$;
create trigger note_new_items after insert on items
  referencing new table as after for each statement execute function note_items();
create trigger note_changed_items after update on items
  referencing old table as before new table as after for each statement execute function note_items();

create function note_directives() returns trigger language plpgsql as $$
begin
  insert into unread_changes (organization_id, subject, subject_id, since)
  select i.organization_id, 'person', i.rep_id, min(i.due_at)
  from after d
  join before b on b.organization_id = d.organization_id and b.id = d.id and b.issued_by <> d.issued_by
  join items i on i.organization_id = d.organization_id and i.directive_id = d.id
  group by i.organization_id, i.rep_id;
  return null;
end $$;
create trigger note_changed_directives after update on directives
  referencing old table as before new table as after for each statement execute function note_directives();

create function note_follow_ups() returns trigger language plpgsql as $$
begin
  insert into unread_changes (organization_id, subject, subject_id, since)
  select f.organization_id, 'person', f.rep_id, min(f.known_at) from after f group by f.organization_id, f.rep_id;
  return null;
end $$;
create trigger note_follow_ups after insert on follow_ups
  referencing new table as after for each statement execute function note_follow_ups();

create function note_follow_up_answers() returns trigger language plpgsql as $$
begin
  insert into unread_changes (organization_id, subject, subject_id, since)
  select a.organization_id, 'person', f.rep_id, min(a.known_at)
  from after a
  join follow_ups f on f.organization_id = a.organization_id and f.id = a.follow_up_id
  group by a.organization_id, f.rep_id;
  return null;
end $$;
create trigger note_follow_up_answers after insert on follow_up_answers
  referencing new table as after for each statement execute function note_follow_up_answers();

create function note_activities() returns trigger language plpgsql as $$
begin
  insert into unread_changes (organization_id, subject, subject_id, since)
  select a.organization_id, 'account', coalesce(o.account_id, a.account_id), min(a.occurred_at)
  from after a
  left join opportunities o on o.organization_id = a.organization_id and o.id = a.opportunity_id
  where coalesce(o.account_id, a.account_id) is not null
  group by a.organization_id, coalesce(o.account_id, a.account_id);
  return null;
end $$;
create trigger note_activities after insert on activities
  referencing new table as after for each statement execute function note_activities();

create function note_interventions() returns trigger language plpgsql as $$
begin
  insert into unread_changes (organization_id, subject, subject_id, since)
  select i.organization_id, 'person', i.manager_id, min(greatest(i.known_at, i.started_at))
  from after i group by i.organization_id, i.manager_id;
  return null;
end $$;
create trigger note_interventions after insert on interventions
  referencing new table as after for each statement execute function note_interventions();

create function note_exceptions() returns trigger language plpgsql as $$
begin
  insert into unread_changes (organization_id, subject, subject_id, since)
  select x.organization_id, 'person', x.decided_by, min(greatest(x.decided_at, x.known_at))
  from after x where x.decided_by is not null group by x.organization_id, x.decided_by;
  return null;
end $$;
create trigger note_exceptions after insert on exceptions
  referencing new table as after for each statement execute function note_exceptions();

-- A fact that another one replaces, or nothing does, has never been.
create function note_superseded_facts() returns trigger language plpgsql as $$
begin
  insert into unread_changes (organization_id, subject, subject_id, since)
  select s.organization_id, 'person', i.rep_id, min(least(e.occurred_at, e.known_at))
  from after s
  join item_events e on e.organization_id = s.organization_id and e.id = s.fact_id
  join items i on i.organization_id = e.organization_id and i.id = e.item_id
  group by s.organization_id, i.rep_id
  union all
  select s.organization_id, 'person', f.rep_id, min(least(f.occurred_at, f.known_at))
  from after s
  join follow_ups f on f.organization_id = s.organization_id and f.id = s.fact_id
  group by s.organization_id, f.rep_id
  union all
  select s.organization_id, 'person', f.rep_id, min(least(a.occurred_at, a.known_at))
  from after s
  join follow_up_answers a on a.organization_id = s.organization_id and a.id = s.fact_id
  join follow_ups f on f.organization_id = a.organization_id and f.id = a.follow_up_id
  group by s.organization_id, f.rep_id
  union all
  select s.organization_id, 'account', coalesce(o.account_id, a.account_id), min(a.occurred_at)
  from after s
  join activities a on a.organization_id = s.organization_id and a.id = s.fact_id
  left join opportunities o on o.organization_id = a.organization_id and o.id = a.opportunity_id
  where coalesce(o.account_id, a.account_id) is not null
  group by s.organization_id, coalesce(o.account_id, a.account_id)
  union all
  select s.organization_id, 'person', i.manager_id, min(greatest(i.known_at, i.started_at))
  from after s
  join interventions i on i.organization_id = s.organization_id and i.id = s.fact_id
  group by s.organization_id, i.manager_id
  union all
  select s.organization_id, 'person', x.decided_by, min(greatest(x.decided_at, x.known_at))
  from after s
  join exceptions x on x.organization_id = s.organization_id and x.id = s.fact_id
  where x.decided_by is not null
  group by s.organization_id, x.decided_by;
  return null;
end $$;
create trigger note_superseded_facts after insert on superseded_facts
  referencing new table as after for each statement execute function note_superseded_facts();

-- Both managers are named, since a line that has gone cannot be looked up any more.
create function note_reporting_lines() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into unread_changes (organization_id, subject, subject_id, since)
    select l.organization_id, 'person', l.manager_id, earliest_instant_of(min(lower(l.during)))
    from after l group by l.organization_id, l.manager_id;
  else
    insert into unread_changes (organization_id, subject, subject_id, since)
    select l.organization_id, 'person', manager.id, earliest_instant_of(min(
      case
        when (l.person_id, l.manager_id) = (b.person_id, b.manager_id) then differ_from(l.during, b.during)
        else least(lower(l.during), lower(b.during))
      end
    ))
    from after l
    join before b on b.organization_id = l.organization_id and b.id = l.id
    cross join lateral (values (l.manager_id), (b.manager_id)) manager (id)
    where (l.person_id, l.manager_id, l.during) is distinct from (b.person_id, b.manager_id, b.during)
    group by l.organization_id, manager.id;
  end if;
  return null;
end $$;
create trigger note_new_reporting_lines after insert on reporting_lines
  referencing new table as after for each statement execute function note_reporting_lines();
create trigger note_changed_reporting_lines after update on reporting_lines
  referencing old table as before new table as after for each statement execute function note_reporting_lines();

create function note_absences() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    -- It counts from when it was recorded.
    insert into unread_changes (organization_id, subject, subject_id, since)
    select a.organization_id, 'person', a.person_id,
      min(greatest(earliest_instant_of(lower(a.during)), a.recorded_at - interval '2 days'))
    from after a group by a.organization_id, a.person_id;
  elsif tg_op = 'UPDATE' then
    insert into unread_changes (organization_id, subject, subject_id, since)
    select a.organization_id, 'person', person.id,
      earliest_instant_of(min(least(lower(a.during), lower(b.during))))
    from after a
    join before b on b.organization_id = a.organization_id and b.id = a.id
    cross join lateral (values (a.person_id), (b.person_id)) person (id)
    where (a.person_id, a.during, a.cover_id, a.recorded_by, a.recorded_at)
      is distinct from (b.person_id, b.during, b.cover_id, b.recorded_by, b.recorded_at)
    group by a.organization_id, person.id;
  else
    insert into unread_changes (organization_id, subject, subject_id, since)
    select b.organization_id, 'person', b.person_id, earliest_instant_of(min(lower(b.during)))
    from before b group by b.organization_id, b.person_id;
  end if;
  return null;
end $$;
create trigger note_new_absences after insert on absences
  referencing new table as after for each statement execute function note_absences();
create trigger note_changed_absences after update on absences
  referencing old table as before new table as after for each statement execute function note_absences();
create trigger note_removed_absences after delete on absences
  referencing old table as before for each statement execute function note_absences();

create function note_people() returns trigger language plpgsql as $$
begin
  insert into unread_changes (organization_id, subject, subject_id, since)
  select p.organization_id, 'person', p.id, case
    when p.time_zone <> b.time_zone then '-infinity'
    -- Hired on no day that is known is hired long ago, and left on none still here.
    when p.hired_on is distinct from b.hired_on
      then least(
        earliest_instant_of(p.hired_on), earliest_instant_of(b.hired_on),
        earliest_instant_of(coalesce(least(p.left_on, b.left_on), 'infinity'))
      )
    else earliest_instant_of(least(p.left_on, b.left_on))
  end
  from after p
  join before b on b.organization_id = p.organization_id and b.id = p.id
  where (p.time_zone, p.hired_on, p.left_on) is distinct from (b.time_zone, b.hired_on, b.left_on)
  union all
  -- A takeover that an executive asked for is not judged.
  select i.organization_id, 'person', i.manager_id, min(i.started_at)
  from after p
  join before b on b.organization_id = p.organization_id and b.id = p.id and b.role <> p.role
  join interventions i on i.organization_id = p.organization_id and i.requested_by = p.id
  group by i.organization_id, i.manager_id
  union all
  -- Nor is a deal that somebody other than a rep owns.
  select distinct o.organization_id, 'account', o.account_id, '-infinity'::timestamptz
  from after p
  join before b on b.organization_id = p.organization_id and b.id = p.id and b.role <> p.role
  join opportunities o on o.organization_id = p.organization_id and o.owner_id = p.id;
  return null;
end $$;
create trigger note_changed_people after update on people
  referencing old table as before new table as after for each statement execute function note_people();

-- An account that nobody owned by name has been its deals' owner's until now.
create function note_account_owners() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into unread_changes (organization_id, subject, subject_id, since)
    select a.organization_id, 'account', a.account_id,
      case
        when exists (
          select from account_owners o
          where o.organization_id = a.organization_id and o.account_id = a.account_id and o.id <> all (array_agg(a.id))
        ) then earliest_instant_of(min(lower(a.during)))
        else '-infinity'
      end
    from after a group by a.organization_id, a.account_id;
  else
    insert into unread_changes (organization_id, subject, subject_id, since)
    select a.organization_id, whose.subject, whose.id, earliest_instant_of(min(
      case
        when (a.account_id, a.owner_id) = (b.account_id, b.owner_id) then differ_from(a.during, b.during)
        else least(lower(a.during), lower(b.during))
      end
    ))
    from after a
    join before b on b.organization_id = a.organization_id and b.id = a.id
    cross join lateral (
      values ('account', a.account_id), ('account', b.account_id), ('person', b.owner_id)
    ) whose (subject, id)
    where (a.account_id, a.owner_id, a.during) is distinct from (b.account_id, b.owner_id, b.during)
    group by a.organization_id, whose.subject, whose.id;
  end if;
  return null;
end $$;
create trigger note_new_account_owners after insert on account_owners
  referencing new table as after for each statement execute function note_account_owners();
create trigger note_changed_account_owners after update on account_owners
  referencing old table as before new table as after for each statement execute function note_account_owners();

-- The size of a deal is taken as a week closes and changes no week behind it. A new deal changes whose its account was
-- where nobody is named as the account's owner: then the owners of all its deals have to agree.
create function note_opportunities() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into unread_changes (organization_id, subject, subject_id, since)
    select o.organization_id, 'account', o.account_id,
      case
        when bool_and(exists (
          select from account_owners a where a.organization_id = o.organization_id and a.account_id = o.account_id
        )) then min(least(o.opened_at, o.closed_at))
        else '-infinity'
      end
    from after o group by o.organization_id, o.account_id;
  else
    insert into unread_changes (organization_id, subject, subject_id, since)
    select o.organization_id, whose.subject, whose.id, min(
      case
        when (o.account_id, o.owner_id) is distinct from (b.account_id, b.owner_id) then '-infinity'
        else coalesce(least(o.closed_at, b.closed_at), o.opened_at)
      end
    )
    from after o
    join before b on b.organization_id = o.organization_id and b.id = o.id
    cross join lateral (
      values ('account', o.account_id), ('account', b.account_id),
        ('person', case
          when (o.account_id, o.owner_id) is distinct from (b.account_id, b.owner_id) and not exists (
            select from account_owners a where a.organization_id = b.organization_id and a.account_id = b.account_id
          )
          then b.owner_id
        end)
    ) whose (subject, id)
    where whose.id is not null and (o.closed_at, o.outcome, o.account_id, o.owner_id)
      is distinct from (b.closed_at, b.outcome, b.account_id, b.owner_id)
    group by o.organization_id, whose.subject, whose.id;
  end if;
  return null;
end $$;
create trigger note_new_opportunities after insert on opportunities
  referencing new table as after for each statement execute function note_opportunities();
create trigger note_changed_opportunities after update on opportunities
  referencing old table as before new table as after for each statement execute function note_opportunities();

create function note_opportunity_credits() returns trigger language plpgsql as $$
begin
  insert into unread_changes (organization_id, subject, subject_id, since)
  select c.organization_id, 'account', o.account_id, min(o.closed_at)
  from after c
  join opportunities o on o.organization_id = c.organization_id and o.id = c.opportunity_id
  where o.outcome = 'won' and o.closed_at is not null
  group by c.organization_id, o.account_id;
  return null;
end $$;
create trigger note_new_opportunity_credits after insert on opportunity_credits
  referencing new table as after for each statement execute function note_opportunity_credits();
create trigger note_changed_opportunity_credits after update on opportunity_credits
  referencing new table as after for each statement execute function note_opportunity_credits();

create function note_holidays() returns trigger language plpgsql as $$
begin
  insert into unread_changes (organization_id, subject, since)
  select h.organization_id, 'record', earliest_instant_of(min(h.day)) from changed h group by h.organization_id;
  return null;
end $$;
create trigger note_new_holidays after insert on holidays
  referencing new table as changed for each statement execute function note_holidays();
create trigger note_removed_holidays after delete on holidays
  referencing old table as changed for each statement execute function note_holidays();

create function note_organizations() returns trigger language plpgsql as $$
begin
  insert into unread_changes (organization_id, subject, since)
  select o.id, 'record', '-infinity'
  from after o
  join before b on b.id = o.id
  where (o.time_zone, o.working_days) is distinct from (b.time_zone, b.working_days);
  return null;
end $$;
create trigger note_changed_organizations after update on organizations
  referencing old table as before new table as after for each statement execute function note_organizations();
