import type { Sql } from '../../../database/connect.ts';
import { type FoundProblem, keptProblems, type Problems } from '../reading/problems.ts';

export interface Finding {
  severity: FoundProblem['severity'];
  /** Without its ending. */
  file: string;
  column: string | null;
  expected: string;
  /** A file without whose ids the check would find what is not wrong. */
  needs?: string;
  /** Selects `line` and `value` of what is wrong. */
  rows: string;
}

/** Runs a check: the first 1,000 rows it finds become problems, the others are counted. */
export async function find(
  sql: Sql,
  problems: Problems,
  { severity, file, column, expected, rows }: Finding,
): Promise<void> {
  const found = await sql.unsafe<{ line: number | null; value: string | null; total: number }[]>(
    `select line, value::text as value, count(*) over () as total from (${rows}) wrong order by line limit ${keptProblems}`,
  );
  for (const { line, value } of found)
    problems.add({ severity, file: `${file}.csv`, line, column, value, expected });
  problems.count(severity, Math.max(0, (found[0]?.total ?? 0) - found.length));
}
