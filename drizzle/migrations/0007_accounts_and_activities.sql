create table accounts (
  organization_id uuid not null references organizations,
  id uuid not null,
  external_id text,
  name text not null,
  segment text,
  annual_value numeric(18, 2),
  currency text,
  edited_at timestamptz,
  import_run_id uuid,
  primary key (organization_id, id),
  unique (organization_id, external_id)
);
comment on table accounts is 'register: customers and prospects';
select isolate_by_organization('accounts');

create table account_owners (
  organization_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  owner_id uuid not null,
  during daterange not null check (not isempty(during) and lower(during) is not null),
  edited_at timestamptz,
  import_run_id uuid,
  primary key (organization_id, id),
  foreign key (organization_id, account_id) references accounts,
  foreign key (organization_id, owner_id) references people,
  constraint one_owner_at_a_time exclude using gist (organization_id with =, account_id with =, during with &&) deferrable
);
create index account_owners_by_owner on account_owners (organization_id, owner_id);
comment on table account_owners is 'register: whose account it was, when';
select isolate_by_organization('account_owners');

create table opportunities (
  organization_id uuid not null,
  id uuid not null,
  external_id text,
  account_id uuid not null,
  owner_id uuid not null,
  name text not null,
  amount numeric(18, 2),
  currency text,
  opened_at timestamptz not null,
  closed_at timestamptz,
  outcome text not null check (outcome in ('open', 'won', 'lost')),
  edited_at timestamptz,
  import_run_id uuid,
  primary key (organization_id, id),
  unique (organization_id, external_id),
  foreign key (organization_id, account_id) references accounts,
  foreign key (organization_id, owner_id) references people
);
create index opportunities_by_owner on opportunities (organization_id, owner_id);
create index opportunities_by_account on opportunities (organization_id, account_id);
create index opportunities_by_close on opportunities (organization_id, closed_at) where closed_at is not null;
comment on table opportunities is 'register: deals';
select isolate_by_organization('opportunities');

create table opportunity_credits (
  organization_id uuid not null,
  opportunity_id uuid not null,
  person_id uuid not null,
  share numeric(6, 5) not null check (share between 0 and 1),
  edited_at timestamptz,
  import_run_id uuid,
  primary key (organization_id, opportunity_id, person_id),
  foreign key (organization_id, opportunity_id) references opportunities,
  foreign key (organization_id, person_id) references people
);
comment on table opportunity_credits is 'register: who got the credit for a deal';
select isolate_by_organization('opportunity_credits');

-- The one table of facts in millions. It has no foreign keys: its only writer is the import, which checks every
-- reference set-based before it writes; the rows referred to cannot be deleted by anybody (no role has the right);
-- five trigger calls a row would cost several times the insert itself (DECISIONS.md).
create table activities (
  organization_id uuid not null,
  id uuid not null,
  external_id text not null,
  revision smallint not null default 0,
  occurred_at timestamptz not null,
  actor_id uuid not null,
  account_id uuid,
  opportunity_id uuid,
  kind text not null check (kind in (
    'call', 'meeting', 'email', 'demo', 'proposal', 'negotiation', 'entertainment', 'stage_change', 'note'
  )),
  participant_ids uuid[] not null default '{}',
  capture text check (capture in ('synced', 'typed')),
  created_by_id uuid,
  ingested_at timestamptz not null default now(),
  import_run_id uuid not null,
  primary key (organization_id, id),
  unique (organization_id, external_id, revision)
);
create index activities_by_time on activities (organization_id, occurred_at);
comment on table activities is 'fact: a call, meeting, e-mail, … with a customer; known when it occurred';
select isolate_by_organization('activities');

create view live_activities with (security_invoker = true) as
  select a.* from activities a
  where not exists (
    select from superseded_facts s where s.organization_id = a.organization_id and s.fact_id = a.id
  );
comment on view live_activities is 'view: activities that no later fact replaced';

create table interventions (
  organization_id uuid not null,
  id uuid not null,
  external_id text,
  revision smallint not null default 0,
  manager_id uuid not null,
  opportunity_id uuid not null,
  account_id uuid,
  started_at timestamptz not null,
  handed_back_at timestamptz,
  reason text,
  -- an executive who asked for it: such a takeover is shown and not counted
  requested_by uuid,
  known_at timestamptz not null,
  ingested_at timestamptz not null default now(),
  provenance text not null check (provenance in ('observed', 'imported', 'declared')),
  import_run_id uuid,
  primary key (organization_id, id),
  unique (organization_id, external_id, revision),
  foreign key (organization_id, manager_id) references people,
  foreign key (organization_id, opportunity_id) references opportunities,
  foreign key (organization_id, account_id) references accounts,
  foreign key (organization_id, requested_by) references people
);
create index interventions_by_opportunity on interventions (organization_id, opportunity_id);
comment on table interventions is 'fact: takeovers that managers declared; what counts is read from activities';
select isolate_by_organization('interventions');

create view live_interventions with (security_invoker = true) as
  select i.* from interventions i
  where not exists (
    select from superseded_facts s where s.organization_id = i.organization_id and s.fact_id = i.id
  );
comment on view live_interventions is 'view: declared interventions that no later fact replaced';

create table exceptions (
  organization_id uuid not null,
  id uuid not null,
  external_id text,
  revision smallint not null default 0,
  rep_id uuid not null,
  account_id uuid,
  kind text not null check (kind in ('discount', 'credit_terms', 'return', 'policy')),
  requested_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decision text check (decision in ('supported', 'declined')),
  cost numeric(18, 2),
  known_at timestamptz not null,
  ingested_at timestamptz not null default now(),
  provenance text not null check (provenance in ('observed', 'imported', 'declared')),
  import_run_id uuid,
  primary key (organization_id, id),
  unique (organization_id, external_id, revision),
  foreign key (organization_id, rep_id) references people,
  foreign key (organization_id, account_id) references accounts,
  foreign key (organization_id, decided_by) references people
);
create index exceptions_by_decision on exceptions (organization_id, decided_at) where decided_at is not null;
comment on table exceptions is 'fact: departures from policy that cost money, and who supported them';
select isolate_by_organization('exceptions');

create view live_exceptions with (security_invoker = true) as
  select x.* from exceptions x
  where not exists (
    select from superseded_facts s where s.organization_id = x.organization_id and s.fact_id = x.id
  );
comment on view live_exceptions is 'view: exceptions that no later fact replaced';
