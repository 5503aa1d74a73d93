import type { Sql } from '../../../database/connect.ts';

export interface FactMerge {
  table: string;
  /** The column by which the source names a fact; `incoming` has it too. */
  key: 'external_id' | 'source_key';
  /**
   * What comes in: a relation with `row_id`, the key and the columns; `blocked`, true where a person already said so in
   * the product; and unless only counted, `file`, `line` and `effect`, what a new fact means for the row it came from.
   */
  incoming: string;
  /** Compared, and inserted. */
  columns: readonly string[];
  /** Compared beside the columns: SQL over the stored fact `f`, and the column of `incoming` it should equal. */
  alsoCompared?: { stored: string; incoming: string };
  /** Inserted only: columns, and the file's column that each comes from. */
  alsoInserted?: Readonly<Record<string, string>>;
  hasProvenance: boolean;
  /** A file of millions, one fact a row, is counted as a whole; of the others each row's effect is noted. */
  tally: 'each row' | 'whole';
}

/** What became of the facts of a table. */
export interface FactCounts {
  inserted: number;
  updated: number;
  kept: number;
}

/**
 * Brings in facts, which are never changed: a new one is inserted; one that differs from what is stored becomes a
 * further revision that supersedes it; one that a person took back in the product is kept as it is.
 *
 * @param columnsOfFile the columns that the file came with, where the merge's columns are the file's own; what it came
 *   without stays as it is stored
 */
export async function mergeFacts(
  sql: Sql,
  runId: string,
  merge: FactMerge,
  columnsOfFile: ReadonlySet<string> | null = null,
): Promise<FactCounts> {
  const { table, key } = merge;
  const isNew = `not exists (
    select from ${table} f where f.organization_id = current_organization() and f.${key} = s.${key}
  )`;
  const revised = await reviseChanged(sql, runId, merge, columnsOfFile);
  if (merge.tally === 'each row') {
    await sql.unsafe(
      `insert into import_effects (file, line, effect)
      select s.file, s.line, case when s.blocked then 'kept' else s.effect end from (${merge.incoming}) s where ${isNew}`,
    );
  }
  const { columns, from } = inserting(merge, 's');
  const { count } = await sql.unsafe(
    `insert into ${table} (${columns}, import_run_id)
    select ${from}, $1 from (${merge.incoming}) s where not s.blocked and ${isNew}`,
    [runId],
  );
  return { ...revised, inserted: count };
}

/** @param absent columns that are taken from what is stored: `row` has them as `stored_…` */
function inserting(
  { key, columns, alsoInserted = {}, hasProvenance }: FactMerge,
  row: string,
  absent: ReadonlySet<string> = new Set(),
) {
  const names = [key, ...columns, ...Object.keys(alsoInserted)];
  return {
    columns: ['organization_id', 'id', ...names, ...(hasProvenance ? ['provenance'] : [])].join(', '),
    from: [
      // As a subquery it is worked out once, and not for each of a million rows.
      '(select current_organization())',
      `${row}.row_id`,
      ...names.map((name) => `${row}.${absent.has(name) ? `stored_${name}` : name}`),
      ...(hasProvenance ? [`'imported'`] : []),
    ].join(', '),
  };
}

async function reviseChanged(
  sql: Sql,
  runId: string,
  merge: FactMerge,
  columnsOfFile: ReadonlySet<string> | null,
): Promise<{ updated: number; kept: number }> {
  const { table, key, alsoCompared, alsoInserted = {}, hasProvenance } = merge;
  const isGiven = (column: string) => columnsOfFile?.has(column) ?? true;
  const given = merge.columns.filter(isGiven);
  const isAlsoGiven = alsoCompared !== undefined && isGiven(alsoCompared.incoming);
  const absent = [
    ...merge.columns.filter((column) => !isGiven(column)),
    ...Object.entries(alsoInserted).flatMap(([column, from]) => (isGiven(from) ? [] : [column])),
  ];
  const stored = [...given.map((column) => `f.${column}`), ...(isAlsoGiven ? [alsoCompared.stored] : [])];
  const incoming = [
    ...given.map((column) => `s.${column}`),
    ...(isAlsoGiven ? [`s.${alsoCompared.incoming}`] : []),
  ];
  // On the first import, which is the big one, there is nothing to compare with.
  const [facts] = await sql.unsafe<{ any: boolean }[]>(
    `select exists (select from ${table} where organization_id = current_organization() and ${key} is not null) as any`,
  );
  if (!facts?.any) return { updated: 0, kept: 0 };

  const changed = `changed_${table}`;
  // Compared with the latest revision: one that nothing superseded, or that was taken back without a successor. What
  // an import took back, because its cell became empty, may come again; what a person took back may not.
  await sql.unsafe(`
    create temp table ${changed} on commit drop as
    select s.*, ${absent.map((column) => `f.${column} as stored_${column}, `).join('')}f.id as stored_id,
      f.revision as stored_revision, x.fact_id is not null as was_withdrawn,
      s.blocked or ${hasProvenance ? `f.provenance <> 'imported'` : 'false'}
        or (x.fact_id is not null and x.import_run_id is null) as is_kept
    from (${merge.incoming}) s
    join ${table} f on f.organization_id = current_organization() and f.${key} = s.${key}
    left join superseded_facts x on x.organization_id = current_organization() and x.fact_id = f.id
    where case
      when x.fact_id is null then row(${stored.join(', ')}) is distinct from row(${incoming.join(', ')})
      else x.by_fact_id is null and not exists (
        select from ${table} n
        where n.organization_id = current_organization() and n.${key} = f.${key} and n.revision > f.revision
      )
    end`);
  const { columns, from } = inserting(merge, 'c', new Set(absent));
  await sql.unsafe(
    `insert into ${table} (${columns}, revision, import_run_id)
    select ${from}, c.stored_revision + 1, $1 from ${changed} c where not c.is_kept`,
    [runId],
  );
  await sql.unsafe(
    `insert into superseded_facts (organization_id, fact_id, by_fact_id, known_at, import_run_id)
    select current_organization(), c.stored_id, c.row_id, now(), $1
    from ${changed} c where not c.is_kept and not c.was_withdrawn`,
    [runId],
  );
  if (merge.tally === 'each row') {
    await sql.unsafe(
      `insert into import_effects (file, line, effect)
      select c.file, c.line, case when c.is_kept then 'kept' else 'updated' end from ${changed} c`,
    );
  }
  const [counts] = await sql.unsafe<{ updated: number; kept: number }[]>(
    `select count(*) filter (where not is_kept) as updated, count(*) filter (where is_kept) as kept from ${changed}`,
  );
  return counts ?? { updated: 0, kept: 0 };
}
