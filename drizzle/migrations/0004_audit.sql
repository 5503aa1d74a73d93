create table audit_entries (
  organization_id uuid not null references organizations,
  id uuid not null,
  at timestamptz not null default now(),
  -- null: the system itself
  actor_id uuid,
  action text not null,
  subject_type text not null,
  subject_id uuid,
  details jsonb not null default '{}',
  primary key (organization_id, id)
);
create index audit_entries_by_subject on audit_entries (organization_id, subject_type, subject_id, id);
comment on table audit_entries is 'log: who did what to which row, in the same transaction as the row';
select isolate_by_organization('audit_entries');

-- The chain over the entries: digest = sha256(previous digest || entry digest). Written by one sealer, after the fact,
-- so that no writer waits for another. Bodies may be erased later; digests stay.
create table audit_seals (
  organization_id uuid not null,
  position bigint not null,
  entry_id uuid not null,
  entry_digest bytea not null,
  digest bytea not null,
  sealed_at timestamptz not null default now(),
  primary key (organization_id, position),
  unique (organization_id, entry_id),
  foreign key (organization_id, entry_id) references audit_entries
);
comment on table audit_seals is 'log: the digest chain over the audit entries';
select isolate_by_organization('audit_seals');
