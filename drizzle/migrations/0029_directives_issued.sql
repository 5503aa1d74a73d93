-- Directives are issued in the product, relayed by managers, recalled and replaced.
alter table directives
  -- each manager has to relay it to their reps before they count as told
  add column must_be_relayed boolean not null default false,
  -- the directive in whose place this one stands
  add column replaces_id uuid,
  add foreign key (organization_id, replaces_id) references directives;
create unique index directives_replaced_once on directives (organization_id, replaces_id) where replaces_id is not null;
create index directives_by_time on directives (organization_id, issued_at, id);

alter table item_events drop constraint item_events_kind_check;
alter table item_events add constraint item_events_kind_check check (kind in (
  'submitted', 'completed', 'withdrawn', 'returned', 'accepted', 'verified', 'relayed', 'acknowledged', 'waived', 'excused',
  'reason_given', 'committed', 'extension_requested', 'extension_granted', 'extension_declined', 'escalated', 'ruled_unclear',
  'put_off', 'recalled'
));

create table directive_recalls (
  organization_id uuid not null,
  directive_id uuid not null,
  recalled_by uuid not null,
  recalled_at timestamptz not null,
  reason text not null check (length(reason) between 1 and 4000),
  primary key (organization_id, directive_id),
  foreign key (organization_id, directive_id) references directives,
  foreign key (organization_id, recalled_by) references people
);
comment on table directive_recalls is 'fact: directives that were taken back';
select isolate_by_organization('directive_recalls');
