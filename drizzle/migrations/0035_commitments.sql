-- What was promised about an item: by the rep, in a follow-up, or by an extension that was granted. Each promise stands for
-- itself: one that comes later does not mend one that was broken.
create view commitments with (security_invoker = true) as
  select said.organization_id, said.item_id, said.fact_id, said.source, said.made_at, said.known_at, said.promised_for,
    -- Done counts from when it was known: what is entered afterwards improves nothing.
    (
      select min(greatest(e.occurred_at, e.known_at)) from live_item_events e
      where e.organization_id = said.organization_id and e.item_id = said.item_id and e.kind in ('submitted', 'completed')
        and not exists (
          select from item_events w
          where w.organization_id = e.organization_id and w.item_id = e.item_id and w.kind = 'withdrawn' and w.regards_id = e.id
        )
    ) as done_at,
    -- waived, or taken back by its issuer
    (
      select min(greatest(e.occurred_at, e.known_at)) from live_item_events e
      where e.organization_id = said.organization_id and e.item_id = said.item_id and e.kind in ('waived', 'recalled')
    ) as released_at,
    -- The rep's latest word on the follow-up that says so.
    said.source = 'follow_up' and coalesce((
      select a.answer = 'disputed' from live_follow_up_answers a
      where a.organization_id = said.organization_id and a.follow_up_id = said.fact_id
      order by a.occurred_at desc, a.id desc
      limit 1
    ), false) as is_disputed
  from (
    select e.organization_id, e.item_id, e.id as fact_id, case e.kind when 'committed' then 'rep' else 'extension' end as source,
      e.occurred_at as made_at, e.known_at, coalesce(e.promised_at, e.new_due_at) as promised_for
    from live_item_events e
    where e.kind in ('committed', 'extension_granted')
      and not exists (
        select from item_events w
        where w.organization_id = e.organization_id and w.item_id = e.item_id and w.kind = 'withdrawn' and w.regards_id = e.id
      )
    union all
    select f.organization_id, about.item_id, f.id, 'follow_up', f.occurred_at, f.known_at, f.commitment_at
    from live_follow_ups f
    join follow_up_items about on about.organization_id = f.organization_id and about.follow_up_id = f.id
    where f.commitment_at is not null
  ) said;
comment on view commitments is 'view: what was promised about items, and when that was done';

-- How a commitment stands: null where it was let go before its time, since nobody waits for it any more.
create function commitment_state(
  promised_for timestamptz, done_at timestamptz, released_at timestamptz, as_of timestamptz
) returns text
  language sql immutable parallel safe
  return case
    when done_at <= promised_for then 'kept'
    when released_at <= promised_for then null
    when promised_for < as_of then 'broken'
    else 'open'
  end;
