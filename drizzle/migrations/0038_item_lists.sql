-- Lists of items, sorted and filtered: each order has the index that answers it.

-- How long after the due time that was first set it was handed in; under 0: before it. A column of its own, since under
-- row-level security no index answers a comparison of what was reckoned from columns.
alter table items add column late_by interval generated always as (handed_in_at - due_at) stored;

create index items_by_current_due on items (organization_id, current_due_at, id);
create index items_by_type on items (organization_id, paperwork_type_id, current_due_at, id) where paperwork_type_id is not null;
create index items_by_kind on items (organization_id, current_due_at, id) where kind = 'directive';
create index items_waived on items (organization_id, current_due_at, id) where state = 'waived';
create index items_done on items (organization_id, done_at, id) where state = 'done';
create index items_by_lateness on items (organization_id, late_by, id) where state = 'done';
-- What was handed in here of late.
create index item_events_handed_in on item_events (organization_id, occurred_at)
  where kind in ('submitted', 'completed') and provenance = 'observed';
