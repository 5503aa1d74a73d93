-- An item of a directive is put before somebody above, who insists, gives more time or rules it unclear. Both are events of
-- the item: `escalated` with `to_id`, and its answer (`insisted`, `extension_granted`, `ruled_unclear`), whose `regards_id`
-- is the escalation. `escalated_by_rule` is the directive's own, of nobody in particular: no manager has escalated by it.
alter table item_events drop constraint item_events_kind_check;
alter table item_events add constraint item_events_kind_check check (kind in (
  'submitted', 'completed', 'withdrawn', 'returned', 'accepted', 'verified', 'relayed', 'acknowledged', 'waived', 'excused',
  'reason_given', 'committed', 'extension_requested', 'extension_granted', 'extension_declined', 'escalated',
  'escalated_by_rule', 'insisted', 'ruled_unclear', 'put_off', 'recalled'
));
create index item_events_to on item_events (organization_id, to_id) where to_id is not null;
create index directives_by_issuer on directives (organization_id, issued_by);
