-- Lists as somebody narrowed and sorted them, kept under a name; nobody else sees them.
create table saved_views (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  -- which list it shows
  list text not null check (list in ('items')),
  name text not null check (length(name) between 1 and 60),
  -- as the page's address has it, by name
  search jsonb not null,
  created_at timestamptz not null,
  -- taken away; a name may then be used again
  removed_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references people
);
create unique index saved_views_by_name on saved_views (organization_id, person_id, list, lower(name)) where removed_at is null;
comment on table saved_views is 'register: lists that people keep under a name, for themselves alone';
select isolate_by_organization('saved_views');
