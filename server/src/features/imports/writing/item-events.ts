import type { Sql } from '../../../database/connect.ts';
import { type FactMerge, mergeFacts } from './merge-facts.ts';

/** A cell, or a row, that becomes an event of an item. */
interface EventSource {
  file: string;
  kind: string;
  /** The column with its time; a cell that is empty later takes the event back. */
  at: string;
  item: string;
  /** The staging table's column with the id that the fact will have. */
  id: string;
  /** The column with the person who did it; where there is none, see `actorId`. */
  actor?: string;
  /** SQL for the person; the default is who `actor` names. */
  actorId?: string;
  columns?: Partial<Record<'excuse' | 'note' | 'new_due_at' | 'to_id', string>>;
  /** SQL for further joins. */
  joins?: string;
  isCell: boolean;
}

const paperwork = { file: 'paperwork', item: 's.id', isCell: true };
const assignment = { file: 'directive_assignments', item: `s.directive_id || ':' || s.rep_id`, isCell: true };
const row = { item: 's.item_id', id: 'row_id', isCell: false };

const sources: readonly EventSource[] = [
  { ...paperwork, kind: 'submitted', at: 'submitted_at', id: 'submitted_fact', actor: 'rep_id' },
  { ...paperwork, kind: 'waived', at: 'waived_at', id: 'waived_fact', actor: 'waived_by' },
  // Who relayed a directive, the source does not say.
  { ...assignment, kind: 'relayed', at: 'relayed_at', id: 'relayed_fact', actorId: 'null::uuid' },
  { ...assignment, kind: 'acknowledged', at: 'acknowledged_at', id: 'acknowledged_fact', actor: 'rep_id' },
  { ...assignment, kind: 'completed', at: 'completed_at', id: 'completed_fact', actor: 'rep_id' },
  {
    ...row,
    file: 'extensions',
    kind: 'extension_granted',
    at: 'granted_at',
    actor: 'granted_by',
    columns: { new_due_at: 's.new_due_at', note: 's.reason' },
  },
  {
    ...row,
    file: 'reasons',
    kind: 'reason_given',
    at: 'said_at',
    // A reason is the rep's own word.
    actorId: 'owed.rep_id',
    joins: 'join items owed on owed.organization_id = current_organization() and owed.id = item.id',
    columns: { excuse: 's.excuse', note: 's.text' },
  },
  {
    ...row,
    file: 'escalations',
    kind: 'escalated',
    at: 'escalated_at',
    actor: 'escalated_by',
    joins: 'left join people_ids addressee on addressee.external_id = s.to_id',
    columns: { to_id: 'addressee.id' },
  },
];

/** Cells are named by their kind, rows by their time: `paperwork:P1:submitted`, `extensions:P1:2026-01-05T10:00:00.000000Z`. */
const sourceKey = ({ file, kind, at, item, isCell }: EventSource) =>
  `'${file}:' || ${item} || ${isCell ? `':${kind}'` : `':' || to_char(s.${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`}`;

const selectOf = (source: EventSource) => `
  select '${source.file}' as file, s.line, '${source.isCell ? 'updated' : 'inserted'}' as effect, s.${source.id} as row_id,
    ${sourceKey(source)} as source_key, item.id as item_id, '${source.kind}' as kind, ${source.actorId ?? 'actor.id'} as actor_id,
    s.${source.at} as occurred_at, s.${source.at} as known_at, ${source.columns?.excuse ?? 'null'}::text as excuse,
    ${source.columns?.note ?? 'null'}::text as note, ${source.columns?.new_due_at ?? 'null'}::timestamptz as new_due_at,
    ${source.columns?.to_id ?? 'null'}::uuid as to_id
  from staged_${source.file} s
  join items_ids item on item.external_id = ${source.item}
  ${source.actor ? `left join people_ids actor on actor.external_id = s.${source.actor}` : ''}
  ${source.joins ?? ''}
  where s.${source.at} is not null`;

/** What the rows of a file say beside what happened, and where it goes; without the column, what is stored stays. */
const besides = [
  { file: 'paperwork', column: 'waived_by', to: 'actor_id', kind: 'waived' },
  { file: 'extensions', column: 'reason', to: 'note', kind: 'extension_granted' },
  { file: 'reasons', column: 'text', to: 'note', kind: 'reason_given' },
  { file: 'escalations', column: 'to_id', to: 'to_id', kind: 'escalated' },
] as const;

const itemEvents: FactMerge = {
  table: 'item_events',
  key: 'source_key',
  incoming: 'select * from staged_item_events',
  columns: ['item_id', 'kind', 'actor_id', 'occurred_at', 'excuse', 'note', 'new_due_at', 'to_id'],
  alsoInserted: { known_at: 'occurred_at' },
  hasProvenance: true,
  tally: 'each row',
};

/** What somebody already brought about in the product, of the kinds that an item has only one of. */
const observedEvents = `
  create temp table observed_events on commit drop as
  select distinct o.item_id, o.kind
  from live_item_events o
  left join live_item_events w
    on w.organization_id = o.organization_id and w.item_id = o.item_id and w.kind = 'withdrawn' and w.regards_id = o.id
  where o.organization_id = current_organization() and o.provenance <> 'imported' and w.id is null
    and o.kind in ('submitted', 'completed', 'relayed', 'acknowledged', 'waived')`;

/**
 * Brings in what happened to items, taken from cells (submitted, waived, relayed, …) and from the rows of extensions,
 * reasons and escalations.
 *
 * @param columnsOf the columns that a file came with; a column that is not there takes nothing back
 */
export async function mergeItemEvents(
  sql: Sql,
  runId: string,
  columnsOf: (file: string) => ReadonlySet<string>,
): Promise<void> {
  await sql.unsafe(observedEvents);
  await sql.unsafe(`
    create temp table staged_item_events on commit drop as
    select e.*, observed.kind is not null as blocked
    from (${sources.map(selectOf).join(' union all ')}) e
    left join observed_events observed on observed.item_id = e.item_id and observed.kind = e.kind`);
  await sql.unsafe('analyze staged_item_events');
  for (const { file, column, to, kind } of besides) {
    if (columnsOf(file).has(column)) continue;
    await sql.unsafe(`
      update staged_item_events s set ${to} = f.${to}
      from live_item_events f
      where s.file = '${file}' and s.kind = '${kind}'
        and f.organization_id = current_organization() and f.source_key = s.source_key`);
  }
  await mergeFacts(sql, runId, itemEvents);
  for (const source of sources) {
    if (!source.isCell || !columnsOf(source.file).has(source.at)) continue;
    await takeBack(sql, runId, 'item_events', source.file, source.at, sourceKey(source));
  }
}

/** Takes back the imported facts whose cell is empty now: it did not happen after all. */
export async function takeBack(
  sql: Sql,
  runId: string,
  table: string,
  file: string,
  column: string,
  key: string,
): Promise<void> {
  await sql.unsafe(
    `with taken_back as (
      insert into superseded_facts (organization_id, fact_id, by_fact_id, known_at, import_run_id)
      select f.organization_id, f.id, null, now(), $1
      from staged_${file} s
      join live_${table} f on f.organization_id = current_organization() and f.source_key = ${key}
      where s.${column} is null and f.provenance = 'imported'
      returning fact_id
    )
    insert into import_effects (file, line, effect)
    select '${file}', s.line, 'updated'
    from staged_${file} s
    join ${table} f on f.organization_id = current_organization() and f.source_key = ${key}
    join taken_back on taken_back.fact_id = f.id`,
    [runId],
  );
}

/**
 * Works the items' present state out anew from their events, for every item that this run touched.
 *
 * The rule is that of `items/items.store.ts`: an item is done since what nobody withdrew or returned was submitted or
 * completed; else waived if it was; its due time is that of the latest extension, or of the latest leave that put it
 * off.
 */
export async function projectItems(sql: Sql, runId: string): Promise<void> {
  await sql.unsafe(
    `create temp table touched_items on commit drop as
    select id from items where organization_id = current_organization() and import_run_id = $1
    union
    select item_id from item_events where organization_id = current_organization() and import_run_id = $1
    union
    select e.item_id from superseded_facts x
    join item_events e on e.organization_id = x.organization_id and e.id = x.fact_id
    where x.organization_id = current_organization() and x.import_run_id = $1`,
    [runId],
  );
  await sql.unsafe('analyze touched_items');
  await sql.unsafe(`
    create temp table standing_events on commit drop as
    select e.item_id, e.id, e.kind, e.occurred_at, e.new_due_at, taken.id is null as stands
    from touched_items t
    join live_item_events e on e.organization_id = current_organization() and e.item_id = t.id
    left join live_item_events taken
      on taken.organization_id = current_organization() and taken.kind in ('withdrawn', 'returned')
        and taken.item_id = e.item_id and taken.regards_id = e.id
    where taken.kind is distinct from 'withdrawn'`);
  await sql.unsafe('analyze standing_events');
  await sql.unsafe(`
    update items i
    set done_at = p.done_at, handed_in_at = p.handed_in_at, returned_at = p.returned_at, accepted_at = p.accepted_at,
      relayed_at = p.relayed_at, acknowledged_at = p.acknowledged_at,
      current_due_at = coalesce(p.extended_to, i.due_at), state = p.state
    from (
      select t.id, min(e.occurred_at) filter (where e.kind in ('submitted', 'completed') and e.stands) as done_at,
        min(e.occurred_at) filter (where e.kind in ('submitted', 'completed')) as handed_in_at,
        max(e.occurred_at) filter (where e.kind = 'returned') as returned_at,
        min(e.occurred_at) filter (where e.kind in ('accepted', 'verified')) as accepted_at,
        min(e.occurred_at) filter (where e.kind = 'relayed') as relayed_at,
        min(e.occurred_at) filter (where e.kind = 'acknowledged') as acknowledged_at,
        (array_agg(e.new_due_at order by e.occurred_at desc, e.id desc)
          filter (where e.kind in ('extension_granted', 'put_off')))[1] as extended_to,
        case
          when bool_or(e.kind in ('submitted', 'completed') and e.stands) then 'done'
          when bool_or(e.kind in ('waived', 'recalled')) then 'waived'
          else 'open'
        end as state
      from touched_items t
      left join standing_events e on e.item_id = t.id
      group by t.id
    ) p
    where i.organization_id = current_organization() and i.id = p.id
      and row(i.done_at, i.handed_in_at, i.returned_at, i.accepted_at, i.relayed_at, i.acknowledged_at, i.current_due_at, i.state)
        is distinct from row(
          p.done_at, p.handed_in_at, p.returned_at, p.accepted_at, p.relayed_at, p.acknowledged_at,
          coalesce(p.extended_to, i.due_at), p.state
        )`);
}
