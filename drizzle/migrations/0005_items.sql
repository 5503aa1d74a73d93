create table paperwork_types (
  organization_id uuid not null references organizations,
  id uuid not null,
  -- as the sources name it: call_report
  code text not null,
  -- as people read it: Call report
  name text not null,
  version integer not null default 1,
  edited_at timestamptz,
  import_run_id uuid,
  primary key (organization_id, id),
  unique (organization_id, code)
);
comment on table paperwork_types is 'register: kinds of paperwork';
select isolate_by_organization('paperwork_types');

create table directives (
  organization_id uuid not null,
  id uuid not null,
  external_id text,
  title text not null check (length(title) between 1 and 300),
  body text,
  issued_by uuid not null,
  issued_at timestamptz not null,
  due_at timestamptz not null,
  version integer not null default 1,
  edited_at timestamptz,
  import_run_id uuid,
  primary key (organization_id, id),
  unique (organization_id, external_id),
  foreign key (organization_id, issued_by) references people
);
comment on table directives is 'register: what executives and managers asked for';
select isolate_by_organization('directives');

-- Something a rep owes by a time. The row is a projection of its events, kept in the same transaction.
create table items (
  organization_id uuid not null,
  id uuid not null,
  external_id text,
  kind text not null check (kind in ('paperwork', 'directive')),
  rep_id uuid not null,
  paperwork_type_id uuid,
  directive_id uuid,
  title text not null,
  -- as first set; never moves
  due_at timestamptz not null,
  -- after the extensions granted
  current_due_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'done', 'waived')),
  -- submitted (paperwork) or completed (directive)
  done_at timestamptz,
  relayed_at timestamptz,
  acknowledged_at timestamptz,
  version integer not null default 1,
  provenance text not null check (provenance in ('observed', 'imported', 'declared')),
  import_run_id uuid,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, external_id),
  foreign key (organization_id, rep_id) references people,
  foreign key (organization_id, paperwork_type_id) references paperwork_types,
  foreign key (organization_id, directive_id) references directives,
  check ((kind = 'paperwork') = (paperwork_type_id is not null)),
  check ((kind = 'directive') = (directive_id is not null)),
  check ((state = 'done') = (done_at is not null))
);
create index items_by_rep on items (organization_id, rep_id, state, current_due_at, id);
create index items_open on items (organization_id, current_due_at, id) where state = 'open';
create index items_by_due on items (organization_id, due_at);
create index items_by_directive on items (organization_id, directive_id) where directive_id is not null;
comment on table items is 'projection: paperwork and directives that reps owe, in their current state';
select isolate_by_organization('items');

create table item_events (
  organization_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  kind text not null check (kind in (
    'submitted', 'completed', 'withdrawn', 'relayed', 'acknowledged', 'waived', 'excused', 'reason_given',
    'committed', 'extension_requested', 'extension_granted', 'extension_declined', 'escalated', 'ruled_unclear'
  )),
  -- null: the source does not say who
  actor_id uuid,
  occurred_at timestamptz not null,
  -- when the source could have known it: its own recording time where it gives one, else occurred_at
  known_at timestamptz not null,
  -- when the product itself learned of it
  ingested_at timestamptz not null default now(),
  provenance text not null check (provenance in ('observed', 'imported', 'declared')),
  import_run_id uuid,
  -- which imported cell it came from: 'paperwork:P1:submitted', 'extension:P1:2026-01-05T10:00:00Z'
  source_key text,
  revision smallint not null default 0,
  excuse text check (excuse in ('workload', 'customer_emergency', 'travel', 'system', 'absence', 'unclear', 'other')),
  note text,
  -- extension_granted, extension_requested: the due time asked for or granted
  new_due_at timestamptz,
  -- committed: the time promised
  promised_at timestamptz,
  -- escalated: to whom
  to_id uuid,
  -- extension_declined, extension_granted, withdrawn: the event it answers or takes back
  regards_id uuid,
  primary key (organization_id, id),
  unique (organization_id, source_key, revision),
  foreign key (organization_id, item_id) references items,
  foreign key (organization_id, actor_id) references people,
  foreign key (organization_id, to_id) references people
);
create index item_events_by_item on item_events (organization_id, item_id, kind, occurred_at);
create index item_events_by_known on item_events (organization_id, known_at);
comment on table item_events is 'fact: what happened to an item';
select isolate_by_organization('item_events');

create view live_item_events with (security_invoker = true) as
  select e.* from item_events e
  where not exists (
    select from superseded_facts s where s.organization_id = e.organization_id and s.fact_id = e.id
  );
comment on view live_item_events is 'view: item events that no later fact replaced';
