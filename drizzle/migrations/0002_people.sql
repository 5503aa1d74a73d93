create table organizations (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  time_zone text not null,
  -- ISO weekdays, Monday = 1
  working_days smallint[] not null default '{1,2,3,4,5}',
  is_sample boolean not null default false,
  created_at timestamptz not null default now()
);
comment on table organizations is 'register: one customer; outside row-level security, since it is what security goes by';

create table import_runs (
  organization_id uuid not null references organizations,
  id uuid not null,
  started_by uuid,
  origin text not null check (origin in ('command', 'page', 'sample')),
  format text not null default 'bundle' check (format in ('bundle', 'salesforce', 'hubspot')),
  file_name text not null,
  status text not null check (status in ('queued', 'running', 'succeeded', 'rejected', 'failed')),
  stage text not null default 'queued',
  rows_read bigint not null default 0,
  rows_total bigint,
  inserted bigint not null default 0,
  updated bigint not null default 0,
  unchanged bigint not null default 0,
  kept bigint not null default 0,
  problem_count bigint not null default 0,
  warning_count bigint not null default 0,
  -- per file: name, sha256, rows, inserted, updated, unchanged, kept
  files jsonb not null default '[]',
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (organization_id, id)
);
comment on table import_runs is 'register: each import, who brought it, what it changed';
select isolate_by_organization('import_runs');

create table import_problems (
  organization_id uuid not null,
  run_id uuid not null,
  position integer not null,
  severity text not null check (severity in ('error', 'warning')),
  file text not null,
  line bigint,
  column_name text,
  value text,
  expected text not null,
  primary key (organization_id, run_id, position),
  foreign key (organization_id, run_id) references import_runs
);
comment on table import_problems is 'log: what was wrong with an imported file, by line and column; the first 1,000 of a run';
select isolate_by_organization('import_problems');

-- Registers show the present; what an import changed in them is kept here.
create table register_revisions (
  organization_id uuid not null,
  id uuid not null,
  register text not null,
  row_id uuid not null,
  run_id uuid,
  recorded_at timestamptz not null default now(),
  row_before jsonb,
  row_after jsonb not null,
  primary key (organization_id, id)
);
create index register_revisions_by_row on register_revisions (organization_id, register, row_id, id);
comment on table register_revisions is 'fact: a revision of a register row brought by an import';
select isolate_by_organization('register_revisions');

-- A fact that a later one corrects. Readers take facts that do not stand here (the live_* views).
create table superseded_facts (
  organization_id uuid not null,
  fact_id uuid not null,
  -- null: withdrawn without a successor
  by_fact_id uuid,
  known_at timestamptz not null,
  ingested_at timestamptz not null default now(),
  import_run_id uuid,
  primary key (organization_id, fact_id)
);
comment on table superseded_facts is 'fact: which fact replaced which, since when known';
select isolate_by_organization('superseded_facts');

create table people (
  organization_id uuid not null references organizations,
  id uuid not null,
  external_id text,
  name text not null check (length(name) between 1 and 200),
  email text not null check (email = lower(email)),
  role text not null check (role in ('rep', 'manager', 'executive')),
  is_admin boolean not null default false,
  time_zone text not null,
  hired_on date,
  left_on date,
  version integer not null default 1,
  -- set when a person changed the row in the product: imports then keep it
  edited_at timestamptz,
  import_run_id uuid,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, external_id),
  unique (organization_id, email)
);
comment on table people is 'register: reps, managers and executives';
select isolate_by_organization('people');

-- Whole days in the person's own time zone, half-open.
create table reporting_lines (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  manager_id uuid not null,
  during daterange not null check (not isempty(during) and lower(during) is not null),
  edited_at timestamptz,
  import_run_id uuid,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references people,
  foreign key (organization_id, manager_id) references people,
  check (person_id <> manager_id),
  constraint one_manager_at_a_time exclude using gist (organization_id with =, person_id with =, during with &&) deferrable
);
create index reporting_lines_by_manager on reporting_lines (organization_id, manager_id);
comment on table reporting_lines is 'register: who reported to whom, when';
select isolate_by_organization('reporting_lines');

create table absences (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  during daterange not null check (not isempty(during)),
  cover_id uuid,
  -- null: the source system recorded it
  recorded_by uuid,
  recorded_at timestamptz not null,
  edited_at timestamptz,
  import_run_id uuid,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references people,
  foreign key (organization_id, cover_id) references people,
  constraint absences_do_not_overlap exclude using gist (organization_id with =, person_id with =, during with &&) deferrable
);
comment on table absences is 'register: when somebody was away and who covered; no reason is kept';
select isolate_by_organization('absences');

create table holidays (
  organization_id uuid not null references organizations,
  day date not null,
  name text not null,
  edited_at timestamptz,
  import_run_id uuid,
  primary key (organization_id, day)
);
comment on table holidays is 'register: days on which nobody works';
select isolate_by_organization('holidays');

create table goals (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  during daterange not null,
  amount numeric(18, 2) not null,
  currency text,
  edited_at timestamptz,
  import_run_id uuid,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references people
);
create index goals_by_person on goals (organization_id, person_id);
comment on table goals is 'register: sales goals';
select isolate_by_organization('goals');
