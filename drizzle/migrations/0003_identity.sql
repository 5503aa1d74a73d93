-- An address is unique in the installation: sign-in comes before the organisation is known.
create table sign_ins (
  email text primary key check (email = lower(email)),
  organization_id uuid not null,
  person_id uuid not null,
  password_hash text not null,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  unique (organization_id, person_id),
  foreign key (organization_id, person_id) references people
);
comment on table sign_ins is 'register: argon2id hashes by e-mail; outside row-level security';

create table sessions (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references people
);
create index sessions_by_person on sessions (organization_id, person_id);
comment on table sessions is 'register: signed-in browsers; revoked, never deleted';
select isolate_by_organization('sessions');

-- Called as a transaction of that session opens, so that a revoked one ends at once and costs no round trip.
create function assert_session(session_id uuid) returns void language plpgsql stable as $$
begin
  if not exists (
    select from sessions s
    join people p on p.organization_id = s.organization_id and p.id = s.person_id
    where s.organization_id = current_organization() and s.id = session_id
      and s.revoked_at is null and s.expires_at > now()
      and (p.left_on is null or p.left_on > current_date)
  ) then
    raise exception 'session ended' using errcode = 'PL401';
  end if;
end $$;

create table invitations (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  token_digest bytea not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references people
);
create index invitations_by_person on invitations (organization_id, person_id);
comment on table invitations is 'register: one-time links by which a person sets a password';
select isolate_by_organization('invitations');

create table idempotency_keys (
  organization_id uuid not null,
  person_id uuid not null,
  key text not null check (length(key) between 1 and 200),
  request_digest bytea not null,
  status smallint not null,
  body jsonb,
  created_at timestamptz not null default now(),
  primary key (organization_id, person_id, key)
);
comment on table idempotency_keys is 'log: answers given, so that a retried request gets the same one';
select isolate_by_organization('idempotency_keys');
