import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';

/** A line of names, as pasted. */
export interface PastedLine {
  /** Counted from 1, in the pasted text. */
  line: number;
  name: string;
  /** In lower case. */
  email: string;
  /** An e-mail address or a name; null: nobody. */
  manager: string | null;
}

export interface PastedProblem {
  line: number;
  value: string;
  expected: string;
}

/** So many people at once; more come by import. */
export const mostPeople = 5000;

type Column = 'name' | 'email' | 'manager';

/** What the columns of a header line may be called. */
const headings: Record<Column, RegExp> = {
  name: /^(full |employee )?name$|^employee$|^person$|^who$/i,
  email: /e-?mail|address/i,
  manager: /manager|reports to|supervisor|boss|lead/i,
};
const usualOrder: readonly Column[] = ['name', 'email', 'manager'];

/**
 * Reads "name, e-mail, manager" lines as they come from a spreadsheet: separated by tabs, semicolons or commas, quoted or
 * not, the columns in any order if a header line names them.
 */
export function readPastedPeople(text: string): {
  people: PastedLine[];
  problems: PastedProblem[];
} {
  const rows = readCells(text);
  if ('problem' in rows) return { people: [], problems: [rows.problem] };
  const [first, ...rest] = rows;
  if (first === undefined)
    return {
      people: [],
      problems: [{ line: 1, value: '', expected: 'a line: name, e-mail, manager' }],
    };
  const header = headerOf(first.cells);
  const order = header ?? usualOrder;
  const lines = header === null ? rows : rest;
  if (lines.length > mostPeople) {
    return {
      people: [],
      problems: [
        {
          line: first.line,
          value: `${lines.length} lines`,
          expected: `at most ${mostPeople}; import a bundle instead`,
        },
      ],
    };
  }
  const read = lines.map(({ line, cells }) => readLine(line, cells, order));
  return {
    people: read.flatMap((one) => ('email' in one ? [one] : [])),
    problems: read.flatMap((one) => ('email' in one ? [] : [one])),
  };
}

interface Row {
  line: number;
  cells: string[];
}

function readCells(text: string): Row[] | { problem: PastedProblem } {
  const rows: Row[] = [];
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (cells: string[], { lines }) => {
        if (cells.some((cell) => cell !== '')) rows.push({ line: lines, cells });
        return null;
      },
    });
    return rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    return { problem: { line, value: '"', expected: 'a quotation mark that is closed again' } };
  }
}

/** What separates the cells: what the first line has most of, where a tab or a semicolon is never there by chance. */
function delimiterOf(text: string): string {
  const [line = ''] = text.trimStart().split('\n', 1);
  if (line.includes('\t')) return '\t';
  return line.includes(';') ? ';' : ',';
}

/** Which column is which, if the line is a header; null: it is a person already. */
function headerOf(cells: readonly string[]): (Column | null)[] | null {
  if (cells.some((cell) => cell.includes('@'))) return null;
  const columns = cells.map((cell) => usualOrder.findLast((column) => headings[column].test(cell)) ?? null);
  return columns.includes('email') ? columns : null;
}

function readLine(
  line: number,
  cells: readonly string[],
  order: readonly (Column | null)[],
): PastedLine | PastedProblem {
  const cell = (column: Column) => cells[order.indexOf(column)] ?? '';
  const name = cell('name');
  const email = cell('email').toLowerCase();
  if (name === '') return { line, value: cells.join(', ').slice(0, 200), expected: 'a name' };
  if (name.length > 200)
    return {
      line,
      value: `${name.slice(0, 50)}…`,
      expected: 'a name of at most 200 characters',
    };
  if (!z.email().max(320).safeParse(email).success)
    return {
      line,
      value: cell('email').slice(0, 200),
      expected: 'an e-mail address',
    };
  return { line, name, email, manager: cell('manager') || null };
}
