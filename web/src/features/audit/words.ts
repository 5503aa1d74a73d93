/** "flag.reviewed" as "flag reviewed", "sign_in" as "sign in": actions are said as they are stored. */
export function spaced(name: string): string {
  return name.replaceAll(/[._-]+/g, ' ');
}

const longest = 240;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An entry's details on one line, shortened where they are long; empty for none. */
export function detailsLine(details: Record<string, unknown>): string {
  const line = Object.entries(details)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${worded(name)}: ${short(value)}`)
    .join(' · ');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

/** "managerId" as "manager id". */
function worded(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** An id by its last digits, as the subjects beside it are told apart; what has parts by those that say something. */
function short(value: unknown): string {
  if (typeof value === 'string') return uuid.test(value) ? `…${value.slice(-6)}` : value;
  if (Array.isArray(value)) return value.map(short).join(', ');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).filter(([, part]) => part !== null && !isEmptyList(part));
  return `(${parts.map(([name, part]) => `${worded(name)} ${short(part)}`).join(', ')})`;
}

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;
