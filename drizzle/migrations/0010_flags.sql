create table flags (
  organization_id uuid not null,
  id uuid not null,
  manager_id uuid not null,
  pattern text not null check (pattern in ('friend', 'super')),
  -- the Monday 00:00 at which it is raised, never the clock
  raised_at timestamptz not null,
  -- when the manager could first see it
  notified_at timestamptz not null,
  -- when the reply window has passed and executives may see it
  open_from timestamptz not null,
  cleared_at timestamptz,
  cleared_by text check (cleared_by in ('evidence', 'review', 'left')),
  policy_version integer not null,
  method_version text not null,
  -- frozen as raised: sentence, readings, norms, counter-evidence, what would clear it
  evidence jsonb not null,
  primary key (organization_id, id),
  unique (organization_id, manager_id, pattern, raised_at),
  foreign key (organization_id, manager_id) references people,
  check ((cleared_at is null) = (cleared_by is null))
);
create unique index one_raised_flag on flags (organization_id, manager_id, pattern) where cleared_at is null;
create index flags_by_time on flags (organization_id, raised_at, id);
comment on table flags is 'projection: raised and cleared by evidence alone';
select isolate_by_organization('flags');

create table flag_trials (
  organization_id uuid not null,
  flag_id uuid not null,
  signal text not null,
  settled_at timestamptz not null,
  subject_id uuid not null,
  rep_id uuid not null,
  occurred_at timestamptz not null,
  week date not null,
  outcome real not null,
  stratum text,
  reason text not null,
  fact_ids uuid[] not null,
  primary key (organization_id, flag_id, signal, settled_at, subject_id),
  foreign key (organization_id, flag_id) references flags
);
comment on table flag_trials is 'fact: the occasions a flag was raised on, frozen';
select isolate_by_organization('flag_trials');

create table flag_replies (
  organization_id uuid not null,
  id uuid not null,
  flag_id uuid not null,
  author_id uuid not null,
  body text not null check (length(body) between 1 and 10000),
  occurred_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, flag_id) references flags,
  foreign key (organization_id, author_id) references people
);
create index flag_replies_by_flag on flag_replies (organization_id, flag_id, id);
comment on table flag_replies is 'fact: what the manager said to a flag; stands beside the evidence, never changes it';
select isolate_by_organization('flag_replies');

create table flag_reviews (
  organization_id uuid not null,
  id uuid not null,
  flag_id uuid not null,
  reviewer_id uuid not null,
  decision text not null check (decision in ('borne_out', 'not_borne_out', 'plan_agreed')),
  reason text check (length(reason) <= 10000),
  look_again_on date,
  occurred_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, flag_id) references flags,
  foreign key (organization_id, reviewer_id) references people,
  check (decision <> 'not_borne_out' or reason is not null),
  check (decision <> 'plan_agreed' or look_again_on is not null)
);
create index flag_reviews_by_flag on flag_reviews (organization_id, flag_id, id);
comment on table flag_reviews is 'fact: what people decided about a flag';
select isolate_by_organization('flag_reviews');
