import type { Sql } from '../../../database/connect.ts';
import { type BundleFile, bundleFiles, stagingTable } from '../bundle/format.ts';
import type { BundleSource, SourceFile } from '../bundle/source.ts';
import type { Problems } from './problems.ts';
import { makeStagingTable, type ReadingProgress, type StagedFile, stageFile } from './stage.ts';

/**
 * Reads every file of the bundle that is one of ours into its staging table, one after the other. Files that are not
 * are reported and left alone.
 *
 * @returns the files that were there, by name without ending
 */
export async function stageBundle(
  sql: Sql,
  source: BundleSource,
  problems: Problems,
  progress: ReadingProgress,
): Promise<Map<string, StagedFile>> {
  const files: readonly BundleFile[] = bundleFiles;
  const byName = new Map<string, SourceFile>(source.files.map((file) => [file.name, file]));
  const staged = new Map<string, StagedFile>();
  for (const file of files) {
    await makeStagingTable(sql, file);
    const found = byName.get(`${file.name}.csv`);
    if (found === undefined) continue;
    byName.delete(found.name);
    staged.set(file.name, await stageFile(sql, file, await found.open(), problems, progress));
    await sql.unsafe(`analyze ${stagingTable(file.name)}`);
  }
  for (const name of byName.keys()) problems.warning(name, {}, 'a file of the bundle; this one is ignored');
  if (staged.size === 0) {
    problems.error(
      'people.csv',
      {},
      `CSV files of a bundle: ${files.map((file) => `${file.name}.csv`).join(', ')}`,
    );
  }
  return staged;
}
