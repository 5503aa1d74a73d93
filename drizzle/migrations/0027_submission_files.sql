-- A row is written before its file is stored, so that nothing lies in storage that no row knows. Storage calls the file by
-- `organization_id/id`.
create table uploads (
  organization_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  person_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  media_type text not null,
  size bigint not null,
  sha256 bytea not null,
  -- null: not stored yet
  stored_at timestamptz,
  created_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, item_id) references items,
  foreign key (organization_id, person_id) references people
);
create index uploads_by_age on uploads (organization_id, created_at);
create index uploads_by_person on uploads (organization_id, person_id);
comment on table uploads is 'derived: files on their way into a submission; those that reach none are removed after a day';
select isolate_by_organization('uploads');

create table submission_files (
  organization_id uuid not null,
  -- as it was uploaded
  id uuid not null,
  -- the submission
  event_id uuid not null,
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 bytea not null,
  primary key (organization_id, id),
  foreign key (organization_id, event_id) references item_events
);
create index submission_files_by_event on submission_files (organization_id, event_id);
comment on table submission_files is 'fact: the files that were handed in';
select isolate_by_organization('submission_files');
