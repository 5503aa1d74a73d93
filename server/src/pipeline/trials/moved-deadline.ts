import type { SignalDefinition } from './signal.ts';

/** Late items whose date was moved, or which were let go, after the date had passed. */
export const movedDeadline: SignalDefinition = {
  name: 'moved_deadline',
  pattern: 'friend',
  needs: ['items', 'follow_ups'],
  says: 'lapses had their date moved, or were waived or excused, after it had passed',
  wouldClear: 'lapses left with the date they had',
  trials: (sql, { from, to }) => sql`
    select l.manager_id, l.rep_id, l.item_id as subject_id, l.due_at as occurred_at, l.by_10 as settled_at,
      case when move.id is null then 0 else 1 end as outcome, l.kind as stratum,
      coalesce(move.reason, 'not_moved') as reason, array_remove(array[l.item_id, move.id], null) as fact_ids
    from ground_lapses l
    left join lateral (
      select e.id, case when e.kind = 'extension_granted' then 'moved' else e.kind end as reason
      from ground_events e
      where e.item_id = l.item_id and e.kind in ('extension_granted', 'waived', 'excused')
        and (e.actor_id is null or e.actor_id = l.manager_id)
        and e.occurred_at < l.by_10 and e.known_at < l.by_10
        and (
          e.occurred_at > l.due_at
          -- Beyond the one extension in time, or more than it may give.
          or (e.kind = 'extension_granted' and (e.id <> l.extension_id or l.over_extended))
        )
      order by e.occurred_at, e.id limit 1
    ) move on true
    where l.by_10 >= ${from} and l.by_10 < ${to} and l.line_until >= l.by_10
      and (l.done_at is null or l.done_at > l.due_at + interval '1 day')`,
};
