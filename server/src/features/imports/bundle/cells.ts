/**
 * What a cell of the bundle may hold. A kind turns the cell into the text that `COPY` takes, or into undefined where
 * the cell is wrong; `expected` is what the list of problems then says.
 */
export interface CellKind {
  /** Type of the staging column; the same as that of the table it ends in, so that values compare as parsed. */
  sqlType: string;
  expected: string;
  /** Called with cells that are not empty. */
  parse(cell: string): string | undefined;
  /** Whether the text may hold what COPY would read as an escape. */
  free: boolean;
}

/** Text of at most so many characters; kept as it is. */
export function text(maximum: number): CellKind {
  return {
    sqlType: 'text',
    expected: `text of at most ${maximum.toLocaleString('en')} characters`,
    parse: (cell) => (cell.length <= maximum && !cell.includes('\0') ? cell : undefined),
    free: true,
  };
}

/** The caller's own id of something. */
export const externalId: CellKind = { ...text(200), expected: 'an id of at most 200 characters' };

/** One of some words. */
export function oneOf(words: readonly string[]): CellKind {
  const known = new Set(words);
  return {
    sqlType: 'text',
    expected: `one of ${words.join(', ')}`,
    parse: (cell) => (known.has(cell) ? cell : undefined),
    free: false,
  };
}

export const email: CellKind = {
  sqlType: 'text',
  expected: 'an e-mail address',
  parse: (cell) =>
    cell.length <= 320 && /^[^\s@\\]+@[^\s@\\]+\.[^\s@\\]+$/u.test(cell) ? cell.toLowerCase() : undefined,
  free: false,
};

export const truth: CellKind = {
  sqlType: 'boolean',
  expected: 'true or false',
  // Spreadsheets write TRUE and FALSE.
  parse: (cell) => (/^(true|false)$/i.test(cell) ? cell.toLowerCase() : undefined),
  free: false,
};

const knownZones = new Map<string, boolean>();

function isZone(name: string): boolean {
  // A bare offset is accepted by Intl and knows no daylight saving: it is no zone.
  if (!/^[A-Za-z]/.test(name) || name.length > 100) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

export const timeZone: CellKind = {
  sqlType: 'text',
  expected: 'a time zone such as Europe/Vienna',
  parse(cell) {
    let known = knownZones.get(cell);
    if (known === undefined) {
      known = isZone(cell);
      // Bounded: a file full of wrong zones must not fill the memory.
      if (knownZones.size < 1000) knownZones.set(cell, known);
    }
    return known ? cell : undefined;
  },
  free: false,
};

/** An amount as `numeric(18, 2)` holds it. */
export const amount: CellKind = {
  sqlType: 'numeric(18, 2)',
  expected: 'a number such as 1250.50, without thousands separators',
  parse: (cell) => (/^-?\d{1,15}(\.\d{1,10})?$/.test(cell) ? cell : undefined),
  free: false,
};

export const share: CellKind = {
  sqlType: 'numeric(6, 5)',
  expected: 'a share from 0 to 1',
  parse: (cell) => (/^(0(\.\d{1,15})?|1(\.0{1,15})?)$/.test(cell) ? cell : undefined),
  free: false,
};

export const currency: CellKind = {
  sqlType: 'text',
  expected: 'a currency of three capital letters, such as EUR',
  parse: (cell) => (/^[A-Z]{3}$/.test(cell) ? cell : undefined),
  free: false,
};

/** Ids separated by `;`. Staged as they stand; the distinct lists are taken apart in the database. */
export const idList: CellKind = {
  sqlType: 'text',
  expected: 'ids of at most 200 characters, separated by ;',
  parse: (cell) =>
    cell.length <= 20_000 && !cell.includes('\0') && cell.split(';').every((id) => id.length <= 200)
      ? cell
      : undefined,
  free: true,
};

/**
 * The years that a record can be about. A slip of the finger (0206, 2206) would have the evaluation go through
 * thousands of empty weeks, and hide the row that it happened in.
 */
const [firstYear, lastYear] = [1970, 2099];

export const day: CellKind = {
  sqlType: 'date',
  expected: `a date on the calendar from ${firstYear} to ${lastYear}, YYYY-MM-DD`,
  parse: (cell) => (cell.length === 10 && isDay(cell) ? cell : undefined),
  free: false,
};

export const instant: CellKind = {
  sqlType: 'timestamptz',
  expected: `a time with its offset, such as 2026-01-05T09:30:00+01:00 or 2026-01-05T08:30:00Z, from ${firstYear} to ${lastYear}`,
  parse: (cell) => (isInstant(cell) ? cell : undefined),
  free: false,
};

/** The number that the digits `from` to `to` (exclusive) make, or -1. */
function digits(cell: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = cell.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the first ten characters are a day of the Gregorian calendar that a record can be about. */
function isDay(cell: string): boolean {
  if (cell.charCodeAt(4) !== 45 || cell.charCodeAt(7) !== 45) return false;
  const year = digits(cell, 0, 4);
  const month = digits(cell, 5, 7);
  const dayOfMonth = digits(cell, 8, 10);
  if (year < firstYear || year > lastYear || month < 1 || month > 12 || dayOfMonth < 1) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return dayOfMonth <= (daysOfMonth[month - 1] ?? 0) + (leap ? 1 : 0);
}

const plus = 43;
const minus = 45;
const dot = 46;
const colon = 58;
const T = 84;
const Z = 90;

/**
 * Whether the cell is `YYYY-MM-DDTHH:MM[:SS[.fraction]]` followed by `Z` or an offset up to 14 hours. Read character
 * by character, since a bundle holds millions and the engine's date parser accepts days that do not exist.
 */
function isInstant(cell: string): boolean {
  const length = cell.length;
  if (
    length < 17 ||
    length > 35 ||
    cell.charCodeAt(10) !== T ||
    cell.charCodeAt(13) !== colon ||
    !isDay(cell)
  )
    return false;
  const hour = digits(cell, 11, 13);
  const minute = digits(cell, 14, 16);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return false;
  let at = 16;
  if (cell.charCodeAt(at) === colon) {
    const second = digits(cell, 17, 19);
    if (second < 0 || second > 59) return false;
    at = 19;
    if (cell.charCodeAt(at) === dot) {
      const from = ++at;
      while (at < length && digits(cell, at, at + 1) >= 0) at++;
      if (at === from || at - from > 9) return false;
    }
  }
  const sign = cell.charCodeAt(at);
  if (sign === Z) return at === length - 1;
  if ((sign !== plus && sign !== minus) || length !== at + 6 || cell.charCodeAt(at + 3) !== colon)
    return false;
  const offsetHours = digits(cell, at + 1, at + 3);
  const offsetMinutes = digits(cell, at + 4, at + 6);
  return offsetHours >= 0 && offsetHours <= 14 && offsetMinutes >= 0 && offsetMinutes <= 59;
}
