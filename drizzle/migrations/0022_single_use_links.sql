-- One act on one item, by a link in a digest, without signing in. Only the digest of its token is kept.
create table single_use_links (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  item_id uuid not null,
  act text not null check (act in ('submit', 'say_why', 'acknowledge')),
  token_digest bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, token_digest),
  foreign key (organization_id, person_id) references people,
  foreign key (organization_id, item_id) references items
);
comment on table single_use_links is 'register: acts that a digest offers, each once';
select isolate_by_organization('single_use_links');
