-- Where the evidence stands, so that a week that closes is folded in without reading all the weeks before it again.
create table sheets (
  organization_id uuid not null,
  manager_id uuid not null,
  pattern text not null check (pattern in ('friend', 'super')),
  -- the fold of the weeks that counted: evidence, sums, the last eight weeks, the trail
  state jsonb not null,
  primary key (organization_id, manager_id, pattern)
);
comment on table sheets is 'derived: where the evidence of a manager and pattern stands';
select isolate_by_organization('sheets');
