import type { Sql } from '../../../database/connect.ts';
import { type FactMerge, mergeFacts } from './merge-facts.ts';

/** A cell, or a row, that becomes an event of an item. */
interface EventSource {
  file: string;
  kind: string;
  /** The column with the time; for cells, the one that becomes empty when it did not happen after all. */
  at: string;
  item: string;
  /** SQL for the rest of the source key: cells are named by their kind, rows by their time. */
  rowId: string;
  /** SQL over `s` and `item` for the person who did it. */
  actor: string;
  columns?: Partial<Record<'excuse' | 'note' | 'new_due_at' | 'to_id', string>>;
  isCell: boolean;
}

const personId = (column: string) => `(select p.id from people_ids p where p.external_id = s.${column})`;
const assignment = `s.directive_id || ':' || s.rep_id`;

const sources: readonly EventSource[] = [
  { file: 'paperwork', kind: 'submitted', at: 'submitted_at', item: 's.id', rowId: 'submitted_fact', actor: personId('rep_id'), isCell: true },
  { file: 'paperwork', kind: 'waived', at: 'waived_at', item: 's.id', rowId: 'waived_fact', actor: personId('waived_by'), isCell: true },
  // Who relayed a directive, the source does not say.
  { file: 'directive_assignments', kind: 'relayed', at: 'relayed_at', item: assignment, rowId: 'relayed_fact', actor: 'null::uuid', isCell: true },
  {
    file: 'directive_assignments',
    kind: 'acknowledged',
    at: 'acknowledged_at',
    item: assignment,
    rowId: 'acknowledged_fact',
    actor: personId('rep_id'),
    isCell: true,
  },
  {
    file: 'directive_assignments',
    kind: 'completed',
    at: 'completed_at',
    item: assignment,
    rowId: 'completed_fact',
    actor: personId('rep_id'),
    isCell: true,
  },
  {
    file: 'extensions',
    kind: 'extension_granted',
    at: 'granted_at',
    item: 's.item_id',
    rowId: 'row_id',
    actor: personId('granted_by'),
    columns: { new_due_at: 's.new_due_at', note: 's.reason' },
    isCell: false,
  },
  {
    file: 'reasons',
    kind: 'reason_given',
    at: 'said_at',
    item: 's.item_id',
    rowId: 'row_id',
    actor: '(select i.rep_id from items i where i.organization_id = current_organization() and i.id = item.id)',
    columns: { excuse: 's.excuse', note: 's.text' },
    isCell: false,
  },
  {
    file: 'escalations',
    kind: 'escalated',
    at: 'escalated_at',
    item: 's.item_id',
    rowId: 'row_id',
    actor: personId('escalated_by'),
    columns: { to_id: personId('to_id') },
    isCell: false,
  },
];

const sourceKey = ({ file, kind, at, item, isCell }: EventSource) =>
  `'${file}:' || ${item} || ${isCell ? `':${kind}'` : `':' || to_char(s.${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`}`;

const selectOf = (source: EventSource) => `
  select '${source.file}' as file, s.line, '${source.isCell ? 'updated' : 'inserted'}' as effect, s.${source.rowId} as row_id,
    ${sourceKey(source)} as source_key, item.id as item_id, '${source.kind}' as kind, ${source.actor} as actor_id,
    s.${source.at} as occurred_at, s.${source.at} as known_at, ${source.columns?.excuse ?? 'null'}::text as excuse,
    ${source.columns?.note ?? 'null'}::text as note, ${source.columns?.new_due_at ?? 'null'}::timestamptz as new_due_at,
    ${source.columns?.to_id ?? 'null'}::uuid as to_id
  from staged_${source.file} s
  join items_ids item on item.external_id = ${source.item}
  where s.${source.at} is not null`;

const itemEvents: FactMerge = {
  table: 'item_events',
  key: 'source_key',
  incoming: 'select * from staged_item_events',
  columns: ['item_id', 'kind', 'actor_id', 'occurred_at', 'excuse', 'note', 'new_due_at', 'to_id'],
  alsoInserted: ['known_at'],
  hasProvenance: true,
  tally: 'each row',
};

/** An event that somebody already brought about in the product, where an item has only one of the kind. */
const alreadyObserved = `
  e.kind in ('submitted', 'completed', 'relayed', 'acknowledged', 'waived') and exists (
    select from live_item_events o
    where o.organization_id = current_organization() and o.item_id = e.item_id and o.kind = e.kind
      and o.provenance <> 'imported'
      and not exists (
        select from live_item_events w
        where w.organization_id = o.organization_id and w.item_id = o.item_id and w.kind = 'withdrawn'
          and w.regards_id = o.id
      )
  )`;

/**
 * Brings in what happened to items, taken from cells (submitted, waived, relayed, …) and from the rows of extensions,
 * reasons and escalations.
 *
 * @param columnsOf the columns that a file came with; a column that is not there takes nothing back
 */
export async function mergeItemEvents(sql: Sql, runId: string, columnsOf: (file: string) => ReadonlySet<string>): Promise<void> {
  await sql.unsafe(`
    create temp table staged_item_events on commit drop as
    select e.*, ${alreadyObserved} as blocked from (${sources.map(selectOf).join(' union all ')}) e`);
  await sql.unsafe('analyze staged_item_events');
  await mergeFacts(sql, runId, itemEvents);
  for (const source of sources) {
    if (source.isCell && columnsOf(source.file).has(source.at)) await takeBack(sql, runId, 'item_events', source.file, source.at, sourceKey(source));
  }
}

/** Takes back the imported facts whose cell is empty now: it did not happen after all. */
export async function takeBack(sql: Sql, runId: string, table: string, file: string, column: string, key: string): Promise<void> {
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
 * An item is done when it was first submitted or completed, unless that was withdrawn; else waived if it was; its due
 * time is that of the latest extension.
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
    with standing as (
      select e.* from touched_items
      join live_item_events e on e.organization_id = current_organization() and e.item_id = touched_items.id
      where not exists (
        select from live_item_events w
        where w.organization_id = e.organization_id and w.item_id = e.item_id and w.kind = 'withdrawn' and w.regards_id = e.id
      )
    ),
    projected as (
      select i.id,
        min(e.occurred_at) filter (where e.kind in ('submitted', 'completed')) as done_at,
        min(e.occurred_at) filter (where e.kind = 'relayed') as relayed_at,
        min(e.occurred_at) filter (where e.kind = 'acknowledged') as acknowledged_at,
        bool_or(e.kind = 'waived') as is_waived,
        coalesce((array_agg(e.new_due_at order by e.occurred_at desc, e.id desc) filter (where e.kind = 'extension_granted'))[1], i.due_at)
          as current_due_at
      from touched_items
      join items i on i.organization_id = current_organization() and i.id = touched_items.id
      left join standing e on e.item_id = i.id
      group by i.organization_id, i.id
    )
    update items i
    set done_at = p.done_at, relayed_at = p.relayed_at, acknowledged_at = p.acknowledged_at, current_due_at = p.current_due_at,
      state = case when p.done_at is not null then 'done' when p.is_waived then 'waived' else 'open' end
    from projected p
    where i.organization_id = current_organization() and i.id = p.id
      and row(i.done_at, i.relayed_at, i.acknowledged_at, i.current_due_at, i.state) is distinct from
        row(p.done_at, p.relayed_at, p.acknowledged_at, p.current_due_at,
          case when p.done_at is not null then 'done' when p.is_waived then 'waived' else 'open' end)`);
}
