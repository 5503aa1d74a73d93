-- What was handed in is accepted or returned by the manager in charge, or verified by a directive's issuer.
alter table item_events drop constraint item_events_kind_check;
alter table item_events add constraint item_events_kind_check check (kind in (
  'submitted', 'completed', 'withdrawn', 'returned', 'accepted', 'verified', 'relayed', 'acknowledged', 'waived', 'excused',
  'reason_given', 'committed', 'extension_requested', 'extension_granted', 'extension_declined', 'escalated', 'ruled_unclear',
  'put_off'
));

-- submitted, completed: where it is to be found
alter table item_events add column link text check (link like 'https://%');
-- A view has the columns that its table had when it was made.
create or replace view live_item_events with (security_invoker = true) as
  select e.* from item_events e
  where not exists (
    select from superseded_facts s where s.organization_id = e.organization_id and s.fact_id = e.id
  );

-- returned, accepted, verified: `regards_id` is the submission.

-- first submitted or completed, whether or not that was returned: what everybody is judged by
alter table items add column handed_in_at timestamptz;
-- when it was returned last
alter table items add column returned_at timestamptz;
-- accepted or verified
alter table items add column accepted_at timestamptz;
update items set handed_in_at = done_at where done_at is not null;

-- What waits for a reviewer: a fortnight's worth of it.
create index items_to_review on items (organization_id, rep_id, done_at) where state = 'done' and accepted_at is null;

-- Done is done when its issuer says so.
alter table directives add column wants_verification boolean not null default false;
