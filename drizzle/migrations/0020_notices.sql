-- What somebody is told, and whether they have read it. Written with its cause, in one transaction.
create table notices (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  subject_type text not null,
  subject_id uuid not null,
  -- names, titles and times as they were then; the words are made from them when the notice is shown or sent
  data jsonb not null default '{}',
  -- what tells two notices of one kind about one subject apart; null: each is told
  occasion text,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references people
);
-- A job that runs twice tells it once.
create unique index notices_told_once on notices (organization_id, person_id, kind, subject_id, occasion) where occasion is not null;
create index notices_by_person on notices (organization_id, person_id, created_at desc, id desc);
create index notices_unread on notices (organization_id, person_id) where read_at is null;
comment on table notices is 'register: what people are told, and when they read it';
select isolate_by_organization('notices');
