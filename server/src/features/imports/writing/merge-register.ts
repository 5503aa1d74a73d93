import type { Sql } from '../../../database/connect.ts';

/** A column of a register and where an import takes it from. */
export interface MergedColumn {
  to: string;
  /** The file's column; where the file does not have it, what is stored stays. Absent: always given. */
  from?: string;
  /** SQL over `s`, the staged row, and whatever `joins` adds. */
  value: string;
  /** SQL for a new row, or a cell that is absent, in a column that must not be. */
  orElse?: string;
  /** Nothing in the product sets it: that a person edited the row says nothing about this column. */
  isNeverEdited?: true;
}

export interface RegisterMerge {
  table: string;
  /** The file that the rows count for. */
  file: string;
  /** What comes in: a relation with `line`, `row_id` and what the columns ask for. */
  incoming: string;
  joins?: string;
  /** What finds the stored row `t`. */
  match: string;
  /** SQL that is true for rows to leave out, because a person decided otherwise in the product. */
  blocked?: string;
  /** Set when a row is new, never changed. */
  identity: readonly MergedColumn[];
  columns: readonly MergedColumn[];
  /** SQL run before the update, over `merged`: makes room where values are unique and rows may exchange them. */
  makeRoom?: (merged: string) => string;
  /** What the table has: an id of its own, a version, a mark that a person changed the row. */
  has: { id: boolean; version: boolean; editedAt: boolean };
}

/**
 * Brings a register up to date, set-based: new rows are inserted, changed ones updated with a revision of what they
 * were; what a person changed in the product is kept. What became of each row goes to `import_effects`.
 *
 * @param columnsOfFile the columns that the file came with
 */
export async function mergeRegister(
  sql: Sql,
  runId: string,
  merge: RegisterMerge,
  columnsOfFile: ReadonlySet<string>,
): Promise<void> {
  const { table, has } = merge;
  const merged = `merged_${merge.file}_${table}`;
  const valueOf = ({ to, from, value, orElse }: MergedColumn) => {
    const source = from === undefined || columnsOfFile.has(from) ? value : `t.${to}`;
    return orElse === undefined ? source : `coalesce(${source}, ${orElse})`;
  };
  const named = (value: (column: MergedColumn) => string) => (column: MergedColumn) =>
    `${value(column)} as ${column.to}`;
  const list = (columns: readonly MergedColumn[], prefix = '') =>
    columns.map(({ to }) => `${prefix}${to}`).join(', ');
  const all = [...merge.identity, ...merge.columns];
  const keptOf = (column: MergedColumn) =>
    has.editedAt && !column.isNeverEdited
      ? `case when t.edited_at is not null then t.${column.to} else ${valueOf(column)} end`
      : valueOf(column);
  const isStored = (value: (column: MergedColumn) => string) => `
    t.organization_id is not null and row(${merge.columns.map(({ to }) => `t.${to}`).join(', ')})
      is not distinct from row(${merge.columns.map(value).join(', ')})`;

  await sql.unsafe(`
    create temp table ${merged} on commit drop as
    select s.line, s.row_id, ${has.id ? 't.id' : 's.row_id'} as stored_id,
      case
        when ${isStored(valueOf)} then 'unchanged'
        when ${merge.blocked ?? 'false'} ${has.editedAt ? `or ${isStored(keptOf)}` : ''} then 'kept'
        when t.organization_id is null then 'inserted'
        else 'updated'
      end as effect,
      ${[...merge.identity.map(named(valueOf)), ...merge.columns.map(named(keptOf))].join(',\n      ')}
    from (${merge.incoming}) s
    ${merge.joins ?? ''}
    left join ${table} t on t.organization_id = current_organization() and ${merge.match}`);
  await sql.unsafe(`analyze ${merged}`);

  if (merge.columns.length > 0) await update(sql, runId, merge, merged);
  await sql.unsafe(
    `insert into ${table} (organization_id, ${has.id ? 'id, ' : ''}${list(all)}, import_run_id)
    select current_organization(), ${has.id ? 'm.row_id, ' : ''}${list(all, 'm.')}, $1
    from ${merged} m
    where m.effect = 'inserted'`,
    [runId],
  );
  await sql.unsafe(
    `insert into import_effects (file, line, effect)
    select '${merge.file}', m.line, m.effect from ${merged} m where m.effect <> 'unchanged'`,
  );
}

/** Goes before the insert: a line that ends now makes room for the one that begins. */
async function update(
  sql: Sql,
  runId: string,
  { table, has, identity, columns, makeRoom }: RegisterMerge,
  merged: string,
): Promise<void> {
  const found = has.id ? 't.id = m.stored_id' : identity.map(({ to }) => `t.${to} = m.${to}`).join(' and ');
  await sql.unsafe(
    `insert into register_revisions (organization_id, id, register, row_id, run_id, row_before, row_after)
    select t.organization_id, m.row_id, '${table}', m.stored_id, $1, to_jsonb(t),
      to_jsonb(t) || jsonb_build_object(${columns.map(({ to }) => `'${to}', m.${to}`).join(', ')})
    from ${merged} m
    join ${table} t on t.organization_id = current_organization() and ${found}
    where m.effect = 'updated'`,
    [runId],
  );
  if (makeRoom) await sql.unsafe(makeRoom(merged));
  await sql.unsafe(
    `update ${table} t
    set ${columns.map(({ to }) => `${to} = m.${to}`).join(', ')}, import_run_id = $1${has.version ? ', version = t.version + 1' : ''}
    from ${merged} m
    where m.effect = 'updated' and t.organization_id = current_organization() and ${found}`,
    [runId],
  );
}
