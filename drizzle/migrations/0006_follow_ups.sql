create table follow_ups (
  organization_id uuid not null,
  id uuid not null,
  external_id text,
  revision smallint not null default 0,
  -- who followed up: the manager in charge or the cover
  manager_id uuid not null,
  rep_id uuid not null,
  -- when it is said to have been
  occurred_at timestamptz not null,
  -- when it was written down
  recorded_at timestamptz not null,
  known_at timestamptz not null,
  ingested_at timestamptz not null default now(),
  -- 'app': sent through Plumbline by "Ask"
  channel text not null check (channel in ('one_on_one', 'call', 'email', 'chat', 'meeting', 'app')),
  outcome text not null check (outcome in (
    'reminder', 'excuse_accepted', 'new_commitment', 'coaching', 'firm_expectation', 'escalated'
  )),
  excuse text check (excuse in ('workload', 'customer_emergency', 'travel', 'system', 'absence', 'unclear', 'other')),
  commitment_at timestamptz,
  note text check (length(note) <= 4000),
  provenance text not null check (provenance in ('observed', 'imported', 'declared')),
  import_run_id uuid,
  primary key (organization_id, id),
  unique (organization_id, external_id, revision),
  foreign key (organization_id, manager_id) references people,
  foreign key (organization_id, rep_id) references people
);
create index follow_ups_by_rep on follow_ups (organization_id, rep_id, occurred_at, id);
create index follow_ups_by_manager on follow_ups (organization_id, manager_id, occurred_at, id);
create index follow_ups_by_known on follow_ups (organization_id, known_at);
comment on table follow_ups is 'fact: a manager spoke to a rep about items';
select isolate_by_organization('follow_ups');

create table follow_up_items (
  organization_id uuid not null,
  follow_up_id uuid not null,
  item_id uuid not null,
  primary key (organization_id, follow_up_id, item_id),
  foreign key (organization_id, follow_up_id) references follow_ups,
  foreign key (organization_id, item_id) references items
);
create index follow_up_items_by_item on follow_up_items (organization_id, item_id, follow_up_id);
comment on table follow_up_items is 'fact: which items a follow-up was about; one without items answers nothing';
select isolate_by_organization('follow_up_items');

create table follow_up_answers (
  organization_id uuid not null,
  id uuid not null,
  follow_up_id uuid not null,
  person_id uuid not null,
  answer text not null check (answer in ('confirmed', 'disputed')),
  note text check (length(note) <= 4000),
  occurred_at timestamptz not null,
  known_at timestamptz not null,
  ingested_at timestamptz not null default now(),
  provenance text not null check (provenance in ('observed', 'imported', 'declared')),
  import_run_id uuid,
  source_key text,
  revision smallint not null default 0,
  primary key (organization_id, id),
  unique (organization_id, source_key, revision),
  foreign key (organization_id, follow_up_id) references follow_ups,
  foreign key (organization_id, person_id) references people
);
create index follow_up_answers_by_follow_up on follow_up_answers (organization_id, follow_up_id, occurred_at);
comment on table follow_up_answers is 'fact: the rep confirmed or disputed a follow-up; the latest counts';
select isolate_by_organization('follow_up_answers');

create view live_follow_ups with (security_invoker = true) as
  select f.* from follow_ups f
  where not exists (
    select from superseded_facts s where s.organization_id = f.organization_id and s.fact_id = f.id
  );
comment on view live_follow_ups is 'view: follow-ups that no later fact replaced';

create view live_follow_up_answers with (security_invoker = true) as
  select a.* from follow_up_answers a
  where not exists (
    select from superseded_facts s where s.organization_id = a.organization_id and s.fact_id = a.id
  );
comment on view live_follow_up_answers is 'view: answers to follow-ups that no later fact replaced';
