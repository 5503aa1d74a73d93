import type { PeoplePreview } from '@plumbline/shared/contracts/people.ts';
import { describe, expect, it } from 'vitest';
import { type Branch, treeOf } from './tree.ts';

const person = (
  line: number,
  name: string,
  managerEmail: string | null,
): PeoplePreview['people'][number] => ({
  line,
  name,
  email: `${name.toLowerCase()}@example.com`,
  managerEmail,
  role: 'rep',
  status: 'new',
});

const drawn = ({ person: { name }, reports }: Branch): string =>
  reports.length === 0 ? name : `${name}(${reports.map(drawn).join(' ')})`;

describe('the tree of pasted people', () => {
  it('hangs everybody under their manager, whatever the order and the case', () => {
    const people = [
      person(1, 'Ana', 'MARK@example.com'),
      person(2, 'Mark', 'ida@example.com'),
      person(3, 'Ida', null),
    ];
    expect(treeOf(people).map(drawn)).toEqual(['Ida(Mark(Ana))']);
  });

  it('puts those on top whose manager is not among the lines', () => {
    expect(treeOf([person(1, 'Ana', 'gone@example.com')]).map(drawn)).toEqual(['Ana']);
  });

  it('loses nobody in a circle of managers', () => {
    const people = [person(1, 'Ana', 'ben@example.com'), person(2, 'Ben', 'ana@example.com')];
    expect(treeOf(people).map(drawn)).toEqual(['Ana(Ben)']);
  });
});
