-- An item whose due time lies in leave is put off to the first working day on which neither the rep nor the manager is
-- away: a fact with the new due time, so that the time first set stays, and what was counted stays when leave changes.
alter table item_events drop constraint item_events_kind_check;
alter table item_events add constraint item_events_kind_check check (kind in (
  'submitted', 'completed', 'withdrawn', 'relayed', 'acknowledged', 'waived', 'excused', 'reason_given',
  'committed', 'extension_requested', 'extension_granted', 'extension_declined', 'escalated', 'ruled_unclear', 'put_off'
));

-- A UUIDv7 where rows are made in bulk: 48 bits of Unix milliseconds, then a random UUID's own bits. Source: RFC 9562, 5.7.
create function new_id(at timestamptz default clock_timestamp()) returns uuid
  language sql volatile parallel safe
  return encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid()) placing substring(int8send((extract(epoch from at) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1),
    'hex')::uuid;
