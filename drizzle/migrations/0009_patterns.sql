-- Derived: the pipeline makes these from the facts and can make them again.
create table trials (
  organization_id uuid not null,
  manager_id uuid not null,
  signal text not null,
  settled_at timestamptz not null,
  -- what the occasion was about: an item, an item event, a follow-up, a deal, an activity, an exception
  subject_id uuid not null,
  revision smallint not null default 0,
  rep_id uuid not null,
  occurred_at timestamptz not null,
  -- Monday of the ISO week of settled_at in the organisation's time zone
  week date not null,
  outcome real not null check (outcome between 0 and 1),
  stratum text,
  -- one short word that explains the outcome: no_answer, backdated, unborne, answered, …
  reason text not null,
  fact_ids uuid[] not null,
  primary key (organization_id, manager_id, signal, settled_at, subject_id, revision)
);
comment on table trials is 'derived: one occasion each on which a manager could act well or badly, and did';
select isolate_by_organization('trials');

create table readings (
  organization_id uuid not null,
  manager_id uuid not null,
  signal text not null,
  week date not null,
  -- 0: frozen when the week closed; later ones: parallel readings after a late import
  revision smallint not null default 0,
  k real not null,
  n integer not null,
  reps integer not null,
  -- mean norm of the week's trials, after case mix
  norm real not null,
  policy_version integer not null,
  primary key (organization_id, manager_id, signal, week, revision)
);
create index readings_by_week on readings (organization_id, week);
comment on table readings is 'derived: trials counted per manager, signal and week';
select isolate_by_organization('readings');

create table evidence (
  organization_id uuid not null,
  manager_id uuid not null,
  pattern text not null check (pattern in ('friend', 'super')),
  week date not null,
  -- natural logarithm of the e-value after this week
  log_e double precision not null,
  judgement text not null check (judgement in ('over', 'within', 'few_occasions', 'cannot_judge')),
  -- why it cannot be judged, in the words of PATTERNS
  reasons jsonb not null default '[]',
  -- state to carry on from, and what the screens draw
  detail jsonb not null default '{}',
  policy_version integer not null,
  primary key (organization_id, manager_id, pattern, week)
);
comment on table evidence is 'derived: what the readings say so far against the norm';
select isolate_by_organization('evidence');

create table evaluation_runs (
  organization_id uuid not null,
  id uuid not null,
  as_of timestamptz not null,
  reason text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  trials integer not null default 0,
  flags_raised integer not null default 0,
  flags_cleared integer not null default 0,
  primary key (organization_id, id)
);
create index evaluation_runs_by_time on evaluation_runs (organization_id, as_of);
comment on table evaluation_runs is 'derived: when the record was evaluated and how far';
select isolate_by_organization('evaluation_runs');
