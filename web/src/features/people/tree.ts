import type { PeoplePreview } from '@plumbline/shared/contracts/people.ts';

type Pasted = PeoplePreview['people'][number];

export interface Branch {
  person: Pasted;
  reports: Branch[];
}

/**
 * The pasted people as a tree by their managers' e-mail addresses. Whoever names no manager, or one who is not among
 * the lines, stands at the top, and so does a circle of managers: it is drawn once, from its first line, never lost.
 */
export function treeOf(people: readonly Pasted[]): Branch[] {
  const byEmail = new Map(people.map((person) => [person.email.toLowerCase(), person]));
  const reportsOf = Map.groupBy(people, ({ managerEmail }) => managerEmail?.toLowerCase() ?? '');
  const placed = new Set<Pasted>();

  const grow = (person: Pasted): Branch => {
    placed.add(person);
    const reports = (reportsOf.get(person.email.toLowerCase()) ?? []).filter((report) => !placed.has(report));
    return { person, reports: reports.map(grow) };
  };

  const isTop = ({ managerEmail }: Pasted) =>
    managerEmail === null || !byEmail.has(managerEmail.toLowerCase());
  const tops = people.filter(isTop).map(grow);
  const circles: Branch[] = [];
  for (const person of people) if (!placed.has(person)) circles.push(grow(person));
  return [...tops, ...circles];
}
