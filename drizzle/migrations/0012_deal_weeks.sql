-- Who led a deal in a week: settled as the week closes, so that no later look has to read the activities again.
create table deal_weeks (
  organization_id uuid not null,
  opportunity_id uuid not null,
  -- Monday
  week date not null,
  rep_id uuid not null,
  manager_id uuid not null,
  -- nobody: only e-mails by the manager, or only others
  led_by text not null check (led_by in ('manager', 'rep', 'nobody')),
  -- customer-facing activities of the rep, and of the manager without the rep
  by_rep integer not null,
  by_manager_alone integer not null,
  -- false: an executive had asked for the takeover, or the rep was away; shown, not judged
  counts boolean not null,
  -- every activity was typed in by somebody
  typed boolean not null,
  activity_ids uuid[] not null,
  primary key (organization_id, opportunity_id, week)
);
create index deal_weeks_by_manager on deal_weeks (organization_id, manager_id, week);
create index deal_weeks_by_week on deal_weeks (organization_id, week);
comment on table deal_weeks is 'derived: who led a deal in a week, read from activities';
select isolate_by_organization('deal_weeks');

-- Trials of a signal are looked for by week: readings, reps' earlier answer rates, case mix.
create index trials_by_week on trials (organization_id, signal, week);
