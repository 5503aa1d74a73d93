create table policies (
  organization_id uuid not null references organizations,
  version integer not null,
  -- evidence counts from this day on (organisation's time zone); history before is a rehearsal
  in_force_from date not null,
  -- signal -> upper limit for the share of trials with outcome 1
  norms jsonb not null,
  response_business_days smallint not null default 3 check (response_business_days between 1 and 20),
  reply_business_days smallint not null default 5 check (reply_business_days between 0 and 30),
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (organization_id, version)
);
comment on table policies is 'fact: versions of the norms and times, and from when each is in force';
select isolate_by_organization('policies');
