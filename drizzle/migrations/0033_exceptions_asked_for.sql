-- What a rep asks for in the product, and what was decided about it: a request is one fact, each word on it another.
alter table exceptions
  add column currency text check (currency ~ '^[A-Z]{3}$'),
  add column note text check (length(note) <= 4000);
create index exceptions_by_rep on exceptions (organization_id, rep_id, requested_at, id);
create index exceptions_by_time on exceptions (organization_id, requested_at, id);

create table exception_steps (
  organization_id uuid not null,
  id uuid not null,
  exception_id uuid not null,
  -- passed_up: left to an executive, by the manager; withdrawn: by the rep, before a decision
  kind text not null check (kind in ('passed_up', 'supported', 'declined', 'withdrawn')),
  actor_id uuid not null,
  reason text check (length(reason) <= 4000),
  occurred_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, exception_id) references exceptions,
  foreign key (organization_id, actor_id) references people
);
-- Of two who decide at once, one wins.
create unique index exceptions_end_once on exception_steps (organization_id, exception_id) where kind <> 'passed_up';
create unique index exceptions_passed_up_once on exception_steps (organization_id, exception_id) where kind = 'passed_up';
comment on table exception_steps is 'fact: what was said about an exception that a rep asked for';
select isolate_by_organization('exception_steps');

-- A decision made in the product reads like one that was imported, known when it was made.
create or replace view live_exceptions with (security_invoker = true) as
  select x.organization_id, x.id, x.external_id, x.revision, x.rep_id, x.account_id, x.kind, x.requested_at,
    coalesce(decided.actor_id, x.decided_by) as decided_by,
    coalesce(decided.occurred_at, x.decided_at) as decided_at,
    coalesce(decided.kind, x.decision) as decision,
    x.cost,
    coalesce(decided.occurred_at, x.known_at) as known_at,
    x.ingested_at, x.provenance, x.import_run_id, x.currency, x.note
  from exceptions x
  left join exception_steps decided
    on decided.organization_id = x.organization_id and decided.exception_id = x.id and decided.kind in ('supported', 'declined')
  where not exists (
    select from superseded_facts s where s.organization_id = x.organization_id and s.fact_id = x.id
  );
comment on view live_exceptions is 'view: exceptions that no later fact replaced, each with its decision';
