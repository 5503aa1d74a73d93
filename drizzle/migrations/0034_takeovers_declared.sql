-- Takeovers that managers declare in the product. Each word on one is a fact beside it, as with exceptions.
alter table interventions
  -- whose deal it was then; null where an import brought it
  add column rep_id uuid,
  -- what the rep is still to learn
  add column missing_skill text check (length(missing_skill) <= 4000),
  add column planned_hand_back_on date,
  -- the executive who asked for it, by the manager's word; requested_by is by the executive's own
  add column asked_by uuid,
  add foreign key (organization_id, rep_id) references people,
  add foreign key (organization_id, asked_by) references people;
create index interventions_by_manager on interventions (organization_id, manager_id);
create index interventions_by_rep on interventions (organization_id, rep_id);
create index interventions_by_asked on interventions (organization_id, asked_by) where asked_by is not null;
create index interventions_by_plan on interventions (organization_id, planned_hand_back_on) where planned_hand_back_on is not null;

create table intervention_steps (
  organization_id uuid not null,
  id uuid not null,
  intervention_id uuid not null,
  -- confirmed, denied: whether the executive had asked for it
  kind text not null check (kind in ('confirmed', 'denied', 'handed_back')),
  actor_id uuid not null,
  -- with a hand-back: what the rep learned
  note text check (length(note) <= 4000),
  occurred_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, intervention_id) references interventions,
  foreign key (organization_id, actor_id) references people
);
-- Of two at once, one wins.
create unique index interventions_answered_once on intervention_steps (organization_id, intervention_id) where kind <> 'handed_back';
create unique index interventions_handed_back_once on intervention_steps (organization_id, intervention_id) where kind = 'handed_back';
comment on table intervention_steps is 'fact: what was said about a takeover that a manager declared';
select isolate_by_organization('intervention_steps');

-- Reads like one that was imported. A request counts from when the executive confirmed it: it cannot excuse weeks before.
create or replace view live_interventions with (security_invoker = true) as
  select i.organization_id, i.id, i.external_id, i.revision, i.manager_id, i.opportunity_id, i.account_id, i.started_at,
    coalesce(handed_back.occurred_at, i.handed_back_at) as handed_back_at,
    i.reason,
    coalesce(i.requested_by, confirmed.actor_id) as requested_by,
    greatest(i.known_at, confirmed.occurred_at) as known_at,
    i.ingested_at, i.provenance, i.import_run_id, i.rep_id, i.missing_skill, i.planned_hand_back_on, i.asked_by
  from interventions i
  left join intervention_steps handed_back on handed_back.organization_id = i.organization_id
    and handed_back.intervention_id = i.id and handed_back.kind = 'handed_back'
  left join intervention_steps confirmed on confirmed.organization_id = i.organization_id
    and confirmed.intervention_id = i.id and confirmed.kind = 'confirmed'
  where not exists (
    select from superseded_facts s where s.organization_id = i.organization_id and s.fact_id = i.id
  );
comment on view live_interventions is 'view: declared interventions that no later fact replaced, each with its hand-back';
