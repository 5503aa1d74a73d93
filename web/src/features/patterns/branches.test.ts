import { expect, it } from 'vitest';
import { type ManagerRow, byBranch } from './branches.ts';

const row = (name: string, branch: string | null): ManagerRow => ({
  manager: { id: name, name },
  branch: branch === null ? null : { id: branch, name: branch },
  reps: 5,
  isNew: false,
  patterns: [],
});

it('groups by branch and orders by name alone, whatever the readings; those without a branch come last', () => {
  const branches = byBranch([
    row('Sato', 'North'),
    row('Mori', null),
    row('Ellis', 'North'),
    row('Novak', 'East'),
  ]);
  expect(branches.map(({ name, managers }) => [name, managers.map(({ manager }) => manager.name)])).toEqual([
    ['Reporting to East', ['Novak']],
    ['Reporting to North', ['Ellis', 'Sato']],
    ['Without a branch', ['Mori']],
  ]);
});
