import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Sql } from '../../../database/connect.ts';
import { newId } from '../../../database/ids.ts';
import { type BundleColumn, type BundleFile, stagingTable } from '../bundle/format.ts';
import { CsvError, type CsvRecord, readCsv } from './csv.ts';
import type { Problems } from './problems.ts';

/** A file of the bundle after it was read. */
export interface StagedFile {
  file: BundleFile;
  rows: number;
  sha256: string | null;
  /** The columns that the file has; what it does not have, an import leaves as it is. */
  columns: ReadonlySet<string>;
  /** Whether it was read to its end; the ids in one that was not are not all known. */
  complete: boolean;
}

export interface ReadingProgress {
  rows(count: number): void;
  bytes(count: number): void;
}

/**
 * Makes the staging table of a file. Its columns are those of the file, typed as the tables the rows end in, beside
 * the line, an id for the row and one for each fact that a cell may become.
 */
export async function makeStagingTable(sql: Sql, file: BundleFile): Promise<void> {
  const columns = [
    'line bigint',
    'row_id uuid',
    ...(file.factIds ?? []).map((name) => `${name} uuid`),
    ...file.columns.map(({ name, kind }) => `"${name}" ${kind.sqlType}`),
  ];
  await sql.unsafe(`create temp table ${stagingTable(file.name)} (${columns.join(', ')}) on commit drop`);
}

/**
 * Streams a file into its staging table. Cells that are wrong become problems and are staged as absent, so that the
 * row's other cells, and what refers to it, are checked all the same.
 */
export async function stageFile(
  sql: Sql,
  file: BundleFile,
  bytes: AsyncIterable<Uint8Array>,
  problems: Problems,
  progress: ReadingProgress,
): Promise<StagedFile> {
  const name = `${file.name}.csv`;
  const hash = createHash('sha256');
  async function* observed() {
    try {
      for await (const chunk of bytes) {
        hash.update(chunk);
        progress.bytes(chunk.length);
        yield chunk;
      }
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new CsvError(staged.rows + 1, `a file that can be read to its end (${reason})`);
    }
  }

  const staged: StagedFile = { file, rows: 0, sha256: null, columns: new Set(), complete: false };
  const copy = await openCopy(sql, file);
  try {
    let rows: RowReader | null = null;
    for await (const records of readCsv(observed())) {
      let from = 0;
      if (rows === null) {
        const header = readHeader(file, records[0]?.cells ?? [], problems);
        staged.columns = header.names;
        if (header.columns === null) return staged;
        rows = rowReader(file, header.columns, problems);
        from = 1;
      }
      let text = '';
      for (let at = from; at < records.length; at++) {
        const record = records[at];
        if (record !== undefined) text += rows(record);
      }
      staged.rows += records.length - from;
      progress.rows(records.length - from);
      if (text !== '') await copy.write(text);
    }
    if (rows === null)
      problems.error(
        name,
        { line: 1 },
        `a header row: ${file.columns.map((column) => column.name).join(',')}`,
      );
    else {
      staged.complete = true;
      staged.sha256 = hash.digest('hex');
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    problems.error(name, { line: error.line, value: error.found }, error.expected);
  } finally {
    await copy.end();
  }
  return staged;
}

/** Bytes that may wait to be sent. */
const chunksAhead = 1024 * 1024;

async function openCopy(sql: Sql, file: BundleFile) {
  const stream = await sql.unsafe(`copy ${stagingTable(file.name)} from stdin`).writable();
  let failure: Error | null = null;
  stream.on('error', (error: Error) => {
    failure = error;
  });
  return {
    async write(text: string): Promise<void> {
      if (failure) throw failure;
      stream.write(text);
      // A chunk is parsed while the one before it travels; more than that only fills the memory.
      if (stream.writableLength > chunksAhead) await once(stream, 'drain');
    },
    async end(): Promise<void> {
      stream.end();
      await finished(stream, { readable: false });
    },
  };
}

interface Header {
  names: ReadonlySet<string>;
  /** One for each cell of a row; null where the file's column is not ours. The whole is null where it cannot be used. */
  columns: (BundleColumn | null)[] | null;
}

function readHeader(file: BundleFile, cells: readonly string[], problems: Problems): Header {
  const name = `${file.name}.csv`;
  const known = new Map(file.columns.map((column) => [column.name, column]));
  const names = new Set<string>();
  let usable = true;
  const columns = cells.map((cell) => {
    const title = cell.trim();
    const column = known.get(title) ?? null;
    if (names.has(title)) {
      problems.error(name, { line: 1, column: title, value: title }, 'each column once');
      usable = false;
    } else if (column === null) {
      problems.warning(
        name,
        { line: 1, column: title, value: title },
        'a column of the bundle; this one is ignored',
      );
    }
    names.add(title);
    return column;
  });
  for (const column of file.columns) {
    if (column.required && !names.has(column.name)) {
      problems.error(name, { line: 1, column: column.name }, `a column named ${column.name}`);
      usable = false;
    }
  }
  return { names, columns: usable ? columns : null };
}

/** Turns a record into a line for COPY, in the order of the staging table's columns. */
type RowReader = (record: CsvRecord) => string;

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const needsEscape = /[\\\t\n\r]/;

function rowReader(
  file: BundleFile,
  header: readonly (BundleColumn | null)[],
  problems: Problems,
): RowReader {
  const name = `${file.name}.csv`;
  const ids = 1 + (file.factIds?.length ?? 0);
  const sources = file.columns.map((column) => ({
    name: column.name,
    kind: column.kind,
    required: column.required,
    at: header.indexOf(column),
  }));

  return ({ line, cells }) => {
    if (cells.length !== header.length) {
      const found = `${cells.length} cells`;
      problems.error(name, { line, value: found }, `${header.length} cells, as many as the header has`);
      return '';
    }
    let text = String(line);
    for (let id = 0; id < ids; id++) text += `\t${newId()}`;
    for (const source of sources) {
      const cell = source.at < 0 ? '' : (cells[source.at] ?? '');
      if (cell === '') {
        if (source.required) problems.error(name, { line, column: source.name }, source.kind.expected);
        text += '\t\\N';
        continue;
      }
      const value = source.kind.parse(cell);
      if (value === undefined) {
        problems.error(name, { line, column: source.name, value: cell }, source.kind.expected);
        text += '\t\\N';
      } else if (source.kind.free && needsEscape.test(value)) {
        text += `\t${value.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character)}`;
      } else {
        text += `\t${value}`;
      }
    }
    return `${text}\n`;
  };
}
