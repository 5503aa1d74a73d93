-- The life of a flag in one table: "nothing vanishes" is then one rule in one place, as with items and their events.
create table flag_steps (
  organization_id uuid not null,
  id uuid not null,
  flag_id uuid not null,
  step text not null check (
    step in ('raised', 'replied', 'review_begun', 'borne_out', 'not_borne_out', 'plan_agreed', 'cleared')
  ),
  -- whose step it is; null: the pipeline's
  author_id uuid,
  occurred_at timestamptz not null,
  -- the reply, or why it was decided so
  words text check (length(words) between 1 and 10000),
  look_again_on date,
  cleared_by text check (cleared_by in ('evidence', 'review', 'left', 'no_team')),
  primary key (organization_id, id),
  foreign key (organization_id, flag_id) references flags,
  foreign key (organization_id, author_id) references people,
  check ((author_id is null) = (step in ('raised', 'cleared'))),
  check (words is not null or step not in ('replied', 'not_borne_out')),
  check ((look_again_on is not null) = (step = 'plan_agreed')),
  check ((cleared_by is not null) = (step = 'cleared'))
);
create index flag_steps_by_flag on flag_steps (organization_id, flag_id, occurred_at, id);
comment on table flag_steps is 'fact: what became of a flag: raised, replied to, reviewed, cleared';
select isolate_by_organization('flag_steps');

insert into flag_steps (organization_id, id, flag_id, step, occurred_at)
select organization_id, gen_random_uuid(), id, 'raised', raised_at from flags;
insert into flag_steps (organization_id, id, flag_id, step, author_id, occurred_at, words)
select organization_id, id, flag_id, 'replied', author_id, occurred_at, body from flag_replies;
insert into flag_steps (organization_id, id, flag_id, step, author_id, occurred_at, words, look_again_on)
select organization_id, id, flag_id, decision, reviewer_id, occurred_at, nullif(reason, ''),
  case decision when 'plan_agreed' then look_again_on end
from flag_reviews;
insert into flag_steps (organization_id, id, flag_id, step, occurred_at, cleared_by)
select organization_id, gen_random_uuid(), id, 'cleared', cleared_at, cleared_by from flags where cleared_at is not null;

drop table flag_replies;
drop table flag_reviews;

comment on table flags is 'projection: where each flag stands; raised and cleared by evidence alone';
comment on column flags.open_from is 'when executives were to see it, as reckoned when it was raised; whether they do is worked out anew, since leave may be recorded later';
