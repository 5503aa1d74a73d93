import type { Patterns } from '@plumbline/shared/contracts/patterns.ts';

export type ManagerRow = Patterns['managers'][number];

export interface Branch {
  id: string | null;
  name: string;
  managers: ManagerRow[];
}

/** Managers by branch, both by name: an order that says nothing about anybody. Those without a branch come last. */
export function byBranch(managers: readonly ManagerRow[]): Branch[] {
  const branches = new Map<string | null, Branch>();
  for (const row of managers) {
    const id = row.branch?.id ?? null;
    const branch = branches.get(id) ?? {
      id,
      name: row.branch ? `Reporting to ${row.branch.name}` : 'Without a branch',
      managers: [],
    };
    branch.managers.push(row);
    branches.set(id, branch);
  }
  for (const { managers: members } of branches.values()) {
    members.sort((a, b) => a.manager.name.localeCompare(b.manager.name));
  }
  return [...branches.values()].sort(
    (a, b) => Number(a.id === null) - Number(b.id === null) || a.name.localeCompare(b.name),
  );
}
