-- How somebody wants to be told beyond the inbox.
create table notification_settings (
  organization_id uuid not null,
  person_id uuid not null,
  -- by group of notices: when ('at_once', 'digest', 'never') and where; a group that is missing goes by the role
  preferences jsonb not null default '{}',
  -- incoming webhooks, secrets: whoever has the address can write there
  slack_url text check (length(slack_url) <= 2000),
  teams_url text check (length(teams_url) <= 2000),
  -- of the secret address of the calendar feed
  calendar_digest bytea,
  calendar_since timestamptz,
  primary key (organization_id, person_id),
  foreign key (organization_id, person_id) references people
);
create index notification_settings_by_calendar on notification_settings (organization_id, calendar_digest) where calendar_digest is not null;
comment on table notification_settings is 'register: what reaches whom where, and when';
select isolate_by_organization('notification_settings');

-- When it was worked out where a notice goes beyond the inbox.
alter table notices add column spread_at timestamptz;
create index notices_to_spread on notices (organization_id, id) where spread_at is null;

-- The outbox: a notice or a digest on its way to one channel.
create table deliveries (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  channel text not null check (channel in ('mail', 'slack', 'teams')),
  notice_id uuid,
  -- the day, in the person's own zone, of whose morning the digest is
  digest_day date,
  -- waiting -> sending -> sent, or waiting again, or dead; dropped: not wanted any more
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'dead', 'dropped')),
  attempts smallint not null default 0,
  next_at timestamptz not null,
  claimed_at timestamptz,
  sent_at timestamptz,
  error text,
  created_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references people,
  foreign key (organization_id, notice_id) references notices,
  check ((notice_id is null) <> (digest_day is null))
);
create unique index one_delivery_of_a_notice on deliveries (organization_id, notice_id, channel) where notice_id is not null;
create unique index one_digest_a_day on deliveries (organization_id, person_id, digest_day, channel) where digest_day is not null;
create index deliveries_due on deliveries (organization_id, channel, next_at) where state = 'waiting';
create index deliveries_unfinished on deliveries (organization_id, claimed_at) where state = 'sending';
create index deliveries_dead on deliveries (organization_id, created_at desc, id desc) where state = 'dead';
comment on table deliveries is 'register: notices and digests on their way to mail and chat';
select isolate_by_organization('deliveries');
