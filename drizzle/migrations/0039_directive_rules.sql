-- What a directive does by itself, in business days of each rep: remind those who owe it, and come back to whoever issued it.
alter table directives
  add column remind_days_before smallint check (remind_days_before between 1 and 20),
  add column escalate_days_after smallint check (escalate_days_after between 1 and 20);
create index directives_with_rules on directives (organization_id, id)
  where remind_days_before is not null or escalate_days_after is not null;

-- The n-th working day before a day, by the running transaction's organisation; none if there are not so many in 400 days.
create function working_day_before(start date, n integer) returns date
  language sql stable
  return (
    select start - back
    from organizations o
    cross join generate_series(1, 400) back
    where o.id = current_organization() and extract(isodow from start - back) = any (o.working_days)
      and not exists (select from holidays h where h.organization_id = o.id and h.day = start - back)
    order by back
    offset n - 1
    limit 1
  );
