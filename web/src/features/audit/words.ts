/** "flag.reviewed" as "flag reviewed", "sign_in" as "sign in": actions are said as they are stored. */
export function spaced(name: string): string {
  return name.replaceAll(/[._-]+/g, ' ');
}

const longest = 240;

/** An entry's details on one line, shortened where they are long; empty for none. */
export function detailsLine(details: Record<string, unknown>): string {
  const line = Object.entries(details)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
