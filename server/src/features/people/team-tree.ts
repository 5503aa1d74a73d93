import type { Role } from '@plumbline/shared/domain/roles.ts';
import type { PastedLine, PastedProblem } from './pasted-people.ts';

/** Somebody who is in the organisation already. */
export interface KnownPerson {
  id: string;
  name: string;
  email: string;
  role: Role;
  managerEmail: string | null;
}

export interface PlacedPerson {
  line: number;
  name: string;
  email: string;
  managerEmail: string | null;
  role: Role;
  status: 'new' | 'existing';
}

/**
 * Puts pasted people where they belong: finds each one's manager by address or by name, among those pasted and those
 * already there. Whoever has people is a manager; an executive stays one.
 */
export function placePeople(
  pasted: readonly PastedLine[],
  known: readonly KnownPerson[],
): { people: PlacedPerson[]; problems: PastedProblem[] } {
  const problems: PastedProblem[] = [];
  const byEmail = new Map<string, PastedLine>();
  for (const person of pasted) {
    const before = byEmail.get(person.email);
    if (before === undefined) byEmail.set(person.email, person);
    else
      problems.push({
        line: person.line,
        value: person.email,
        expected: `each address once; line ${before.line} has it too`,
      });
  }
  const knownByEmail = new Map(known.map((person) => [person.email, person]));
  const byName = Map.groupBy(
    new Map([...known, ...byEmail.values()].map(({ email, name }) => [email, name])),
    ([, name]) => name.toLowerCase(),
  );

  function managerOf({ line, email, manager }: PastedLine): string | null {
    if (manager === null) return knownByEmail.get(email)?.managerEmail ?? null;
    const found = find(manager.toLowerCase());
    if (found === email) return refuse(line, manager, 'another person; nobody is their own manager');
    if (found !== null) return found;
    const namesakes = byName.get(manager.toLowerCase())?.length ?? 0;
    return refuse(
      line,
      manager,
      namesakes > 1
        ? 'an e-mail address; several people have this name'
        : 'the name or the e-mail address of somebody in the list',
    );
  }

  function find(manager: string): string | null {
    if (byEmail.has(manager) || knownByEmail.has(manager)) return manager;
    const [only, ...others] = byName.get(manager) ?? [];
    return only !== undefined && others.length === 0 ? only[0] : null;
  }

  function refuse(line: number, value: string, expected: string): null {
    problems.push({ line, value, expected });
    return null;
  }

  const managers = new Map<string, string | null>(
    known.map(({ email, managerEmail }) => [email, managerEmail]),
  );
  for (const person of byEmail.values()) managers.set(person.email, managerOf(person));
  for (const person of byEmail.values()) {
    if (leadsBackTo(person.email, managers))
      refuse(person.line, person.manager ?? '', 'a manager who does not report to this person in the end');
  }

  const withPeople = new Set(managers.values());
  const people = [...byEmail.values()].map(({ line, name, email }): PlacedPerson => {
    const present = knownByEmail.get(email);
    return {
      line,
      name: present?.name ?? name,
      email,
      managerEmail: managers.get(email) ?? null,
      role: roleOf(present?.role ?? 'rep', withPeople.has(email)),
      status: present === undefined ? 'new' : 'existing',
    };
  });
  return { people, problems: problems.toSorted((a, b) => a.line - b.line) };
}

/** The role of somebody once the tree is known: nobody loses one by a paste. */
export const roleOf = (role: Role, hasPeople: boolean): Role =>
  role === 'rep' && hasPeople ? 'manager' : role;

function leadsBackTo(email: string, managers: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  for (
    let next = managers.get(email) ?? null;
    next !== null && !seen.has(next);
    next = managers.get(next) ?? null
  ) {
    if (next === email) return true;
    seen.add(next);
  }
  return false;
}
