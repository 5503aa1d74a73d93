-- Joint calls: a manager and a rep with the rep's customer, as the manager types them in afterwards. A person's word about
-- coaching, which no signal reads: what counts are the activities that a system of record saw (DECISIONS.md).
create table joint_calls (
  organization_id uuid not null,
  id uuid not null,
  manager_id uuid not null,
  -- whose deal or account it was on that day
  rep_id uuid not null,
  account_id uuid not null,
  -- null: about the account as a whole
  opportunity_id uuid,
  held_at timestamptz not null,
  led_by text not null check (led_by in ('rep', 'manager')),
  coached text not null check (length(coached) <= 4000),
  recorded_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, manager_id) references people,
  foreign key (organization_id, rep_id) references people,
  foreign key (organization_id, account_id) references accounts,
  foreign key (organization_id, opportunity_id) references opportunities,
  check (manager_id <> rep_id),
  check (held_at <= recorded_at)
);
create index joint_calls_by_rep on joint_calls (organization_id, rep_id, held_at, id);
create index joint_calls_by_manager on joint_calls (organization_id, manager_id, held_at, id);
create index joint_calls_by_deal on joint_calls (organization_id, opportunity_id) where opportunity_id is not null;
comment on table joint_calls is 'fact: calls that a manager says to have held together with a rep; no evidence';
select isolate_by_organization('joint_calls');

create table joint_call_answers (
  organization_id uuid not null,
  id uuid not null,
  joint_call_id uuid not null,
  person_id uuid not null,
  answer text not null check (answer in ('confirmed', 'disputed')),
  note text check (length(note) <= 4000),
  occurred_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, joint_call_id) references joint_calls,
  foreign key (organization_id, person_id) references people
);
create index joint_call_answers_by_call on joint_call_answers (organization_id, joint_call_id, occurred_at, id);
comment on table joint_call_answers is 'fact: the rep confirmed or disputed a joint call; the latest counts';
select isolate_by_organization('joint_call_answers');

create view answered_joint_calls with (security_invoker = true) as
  select j.*, latest.answer, latest.note as answer_note, latest.occurred_at as answered_at
  from joint_calls j
  left join lateral (
    select a.answer, a.note, a.occurred_at
    from joint_call_answers a
    where a.organization_id = j.organization_id and a.joint_call_id = j.id
    order by a.occurred_at desc, a.id desc
    limit 1
  ) latest on true;
comment on view answered_joint_calls is 'view: joint calls, each with the rep''s latest word';
