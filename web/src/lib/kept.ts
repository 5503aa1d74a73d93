/**
 * What somebody wrote and has not sent, kept in this browser: it outlasts a reload, and goes at sign-out. Each entry is
 * under its writer's id, so that nobody who signs in here finds another's. Where a browser keeps nothing (storage is off
 * or full), writing goes on without.
 */
const prefix = 'plumbline';
const everything = (personId: string) => `${prefix}/${personId}/`;

/** @param name of the entry, one of this person's @returns whether it is kept */
export function keep(personId: string, name: string, value: unknown): boolean {
  try {
    localStorage.setItem(everything(personId) + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** @returns undefined where there is none, or none that can be read */
export function readKept(personId: string, name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(everything(personId) + name) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

export function dropKept(personId: string, name: string): void {
  removeAll((key) => key === everything(personId) + name);
}

/** The names of this person's entries that begin so. */
export function keptNames(personId: string, beginning: string): string[] {
  return allKeys()
    .filter((key) => key.startsWith(everything(personId) + beginning))
    .map((key) => key.slice(everything(personId).length))
    .sort();
}

/** At sign-out: nothing that this person wrote stays behind. */
export function forget(personId: string): void {
  removeAll((key) => key.startsWith(everything(personId)));
}

/** When somebody signs in: what another left behind, whose session ended by itself, goes. */
export function forgetOthers(personId: string): void {
  removeAll((key) => key.startsWith(`${prefix}/`) && !key.startsWith(everything(personId)));
}

function removeAll(isMeant: (key: string) => boolean): void {
  for (const key of allKeys().filter(isMeant)) localStorage.removeItem(key);
}

function allKeys(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}
