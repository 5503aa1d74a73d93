-- The rule of shared/src/domain/business-calendar.ts where rows are; a property test compares the two.

-- For a local time that clocks skipped: the first instant after it. No zone ever skipped more than a day, and none in
-- the middle of a minute since there are clocks on phones.
create function instant_after_gap(local_time timestamp, zone text) returns timestamptz
  language sql stable parallel safe
  return (
    select min(t) from generate_series(
      date_trunc('minute', local_time at time zone zone) - interval '25 hours',
      local_time at time zone zone,
      interval '1 minute'
    ) t
    where t at time zone zone >= local_time
  );

-- The instant of a local time; where it comes twice, the later one, as PostgreSQL itself has it.
create function instant_of(local_time timestamp, zone text) returns timestamptz
  language sql stable parallel safe
  return case
    when (local_time at time zone zone) at time zone zone = local_time then local_time at time zone zone
    else instant_after_gap(local_time, zone)
  end;

-- The n-th working day after a day, by the running transaction's organisation; also_off: days on which somebody was away.
create function working_day_after(start date, n integer, also_off date[] default '{}') returns date
  language plpgsql stable as $$
declare
  worked smallint[] := (select o.working_days from organizations o where o.id = current_organization());
  candidate date := start;
  found integer := 0;
  searched integer := 0;
begin
  while found < n loop
    candidate := candidate + 1;
    if extract(isodow from candidate) = any (worked) and candidate <> all (also_off)
      and not exists (select from holidays h where h.organization_id = current_organization() and h.day = candidate)
    then
      found := found + 1;
      searched := 0;
    else
      searched := searched + 1;
      if searched > 400 + cardinality(also_off) then
        raise exception 'the calendar has no working days';
      end if;
    end if;
  end loop;
  return candidate;
end $$;

-- The same local time on the n-th working day after the instant's own day.
create function add_business_days(at timestamptz, n integer, zone text, also_off date[] default '{}') returns timestamptz
  language sql stable
  return instant_of(working_day_after((at at time zone zone)::date, n, also_off) + (at at time zone zone)::time, zone);
