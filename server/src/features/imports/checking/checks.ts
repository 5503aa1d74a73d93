import type { Sql } from '../../../database/connect.ts';
import { type BundleFile, bundleFiles, stagingTable } from '../bundle/format.ts';
import type { Problems } from '../reading/problems.ts';
import type { StagedFile } from '../reading/stage.ts';
import { find } from './find.ts';
import { oddities } from './oddities.ts';
import { reportingLoops } from './reporting-loops.ts';
import { rules } from './rules.ts';

/** Which file holds the ids of a register. Items come from two. */
const filesOfRegister = {
  people: ['people'],
  accounts: ['accounts'],
  opportunities: ['opportunities'],
  directives: ['directives'],
  items: ['paperwork', 'directives', 'directive_assignments'],
} as const;

/**
 * Checks what single cells cannot show: ids that are used twice, references to nothing, ranges that overlap, and rows
 * that contradict themselves. All set-based, over the staging tables and what is stored.
 */
export async function checkBundle(
  sql: Sql,
  staged: ReadonlyMap<string, StagedFile>,
  problems: Problems,
): Promise<void> {
  const files: readonly BundleFile[] = bundleFiles;
  const present = files.filter((file) => staged.has(file.name));
  for (const file of present) {
    await checkKeys(sql, file, problems);
    await checkReferences(sql, file, staged, problems);
    if (file.oneAtATime !== undefined) await checkRanges(sql, file, file.oneAtATime, problems);
  }
  for (const rule of rules) {
    const readable = rule.needs === undefined || staged.get(rule.needs)?.complete !== false;
    if (staged.has(rule.file) && readable) await find(sql, problems, rule);
  }
  // What only an otherwise sound bundle can be asked.
  if (problems.errors > 0) return;
  for (const finding of [reportingLoops, ...oddities]) {
    if (staged.has(finding.file)) await find(sql, problems, finding);
  }
}

async function checkKeys(sql: Sql, file: BundleFile, problems: Problems): Promise<void> {
  const table = stagingTable(file.name);
  const key = file.key.map((name) => `"${name}"`).join(', ');
  const given = file.key.map((name) => `"${name}" is not null`).join(' and ');
  // The cheap question first: a window over a million rows is sorted, this is only hashed.
  const [twice] = await sql.unsafe(
    `select from ${table} where ${given} group by ${key} having count(*) > 1 limit 1`,
  );
  if (twice === undefined) return;
  await find(sql, problems, {
    severity: 'error',
    file: file.name,
    column: file.key.join(', '),
    expected:
      file.key.length === 1
        ? 'an id that no other row of the file has'
        : `one row for each ${file.key.join(' and ')}`,
    rows: `
      select line, concat_ws(', ', ${key}) as value
      from (select line, ${key}, row_number() over (partition by ${key} order by line) as time from ${table} where ${given}) keyed
      where time > 1`,
  });
}

async function checkReferences(
  sql: Sql,
  file: BundleFile,
  staged: ReadonlyMap<string, StagedFile>,
  problems: Problems,
): Promise<void> {
  const table = stagingTable(file.name);
  // Where the file that has the ids could not be read, every reference to it would look dangling.
  const references = file.columns.flatMap(({ name, refersTo }) =>
    refersTo && filesOfRegister[refersTo].every((source) => staged.get(source)?.complete !== false)
      ? [{ name, refersTo }]
      : [],
  );
  if (references.length === 0) return;
  const joins = references.map(
    ({ name, refersTo }) =>
      `left join ${refersTo}_ids "${name}_known" on "${name}_known".external_id = s."${name}"`,
  );
  const dangling = (name: string) => `s."${name}" is not null and "${name}_known".id is null`;
  const [counts] = await sql.unsafe<Record<string, boolean>[]>(
    `select ${references.map(({ name }, at) => `coalesce(bool_or(${dangling(name)}), false) as c${at}`).join(', ')} from ${table} s ${joins.join(' ')}`,
  );
  for (const [at, { name, refersTo }] of references.entries()) {
    if (counts?.[`c${at}`] !== true) continue;
    await find(sql, problems, {
      severity: 'error',
      file: file.name,
      column: name,
      expected:
        refersTo === 'items'
          ? 'the id of an item, here or already imported'
          : `an id of ${refersTo}.csv, here or already imported`,
      rows: `select s.line, s."${name}" as value from ${table} s ${joins[at] ?? ''} where ${dangling(name)}`,
    });
  }
}

/** Ranges of one person (or account) must not overlap, neither within the file nor with rows stored before. */
async function checkRanges(sql: Sql, file: BundleFile, owner: string, problems: Problems): Promise<void> {
  await find(sql, problems, {
    severity: 'error',
    file: file.name,
    column: 'from',
    expected: `a range that begins when the one before it of the same ${owner} has ended`,
    rows: `
      select line, value from (
        select line, "from" as value,
          max(coalesce("to", 'infinity')) over (partition by "${owner}" order by "from", line rows between unbounded preceding and 1 preceding) as busy_until,
          "from" as begins
        from ${stagingTable(file.name)}
        where "${owner}" is not null and "from" is not null and ("to" is null or "to" > "from")
      ) ranges
      where busy_until > begins`,
  });
}
