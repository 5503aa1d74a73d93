import { describe, expect, it } from 'vitest';
import { readPastedPeople } from './pasted-people.ts';
import { placePeople } from './team-tree.ts';

const ana = { line: 1, name: 'Ana Ortiz', email: 'ana@example.com', manager: 'Mia Berg' };

describe('reading pasted people', () => {
  it.each([
    ['commas', 'Ana Ortiz,ana@example.com,Mia Berg'],
    ['tabs, as a spreadsheet copies', 'Ana Ortiz\tana@example.com\tMia Berg'],
    ['semicolons', 'Ana Ortiz; ANA@example.com ;Mia Berg'],
    ['quotes', '"Ana Ortiz","ana@example.com","Mia Berg"'],
    ['a byte order mark and Windows line ends', '\uFEFFAna Ortiz,ana@example.com,Mia Berg\r\n\r\n'],
  ])('with %s', (_name, text) => {
    expect(readPastedPeople(text)).toEqual({ people: [ana], problems: [] });
  });

  it('knows a header line, and takes the columns in its order', () => {
    const text = 'Reports to;E-Mail;Phone;Name\nMia Berg;ana@example.com;112;Ana Ortiz';
    expect(readPastedPeople(text)).toEqual({ people: [{ ...ana, line: 2 }], problems: [] });
  });

  it('keeps a comma inside quotes, and counts lines as they were pasted', () => {
    const { people } = readPastedPeople('\n"Ortiz, Ana",ana@example.com\n\nBo "Bobby" Lee,bo@example.com,');
    expect(people).toEqual([
      { line: 2, name: 'Ortiz, Ana', email: 'ana@example.com', manager: null },
      { line: 4, name: 'Bo "Bobby" Lee', email: 'bo@example.com', manager: null },
    ]);
  });

  it('says what is wrong, by line', () => {
    const { problems } = readPastedPeople(
      `Ana,ana@example.com\n,bo@example.com\nCy,cy at example.com\n${'x'.repeat(201)},d@example.com`,
    );
    expect(problems.map(({ line, expected }) => [line, expected])).toEqual([
      [2, 'a name'],
      [3, 'an e-mail address'],
      [4, 'a name of at most 200 characters'],
    ]);
    expect(readPastedPeople('Ana,ana@example.com\n"Bo,bo@example.com').problems).toMatchObject([
      { expected: 'a quotation mark that is closed again' },
    ]);
    expect(readPastedPeople(' \n ').problems).toMatchObject([{ line: 1 }]);
    expect(readPastedPeople('a,a@b.cd\n'.repeat(5001)).problems).toMatchObject([{ value: '5001 lines' }]);
  });
});

describe('placing people', () => {
  const read = (text: string) => readPastedPeople(text).people;
  const known = [
    { id: '1', name: 'Jon Hale', email: 'jon@example.com', role: 'executive' as const, managerEmail: null },
  ];

  it('finds managers by address and by name, pasted or there already, and derives the roles', () => {
    const { people, problems } = placePeople(
      read('Mia,mia@example.com,jon hale\nAna,ana@example.com,MIA\nBo,bo@example.com,mia@example.com'),
      known,
    );
    expect(problems).toEqual([]);
    expect(people.map(({ name, role, managerEmail, status }) => [name, role, managerEmail, status])).toEqual([
      ['Mia', 'manager', 'jon@example.com', 'new'],
      ['Ana', 'rep', 'mia@example.com', 'new'],
      ['Bo', 'rep', 'mia@example.com', 'new'],
    ]);
  });

  it('leaves who is there already their name, their role and, where none is named, their manager', () => {
    const there = [
      ...known,
      {
        id: '2',
        name: 'Mia Berg',
        email: 'mia@example.com',
        role: 'manager' as const,
        managerEmail: 'jon@example.com',
      },
    ];
    expect(placePeople(read('Maria,mia@example.com'), there).people).toEqual([
      {
        line: 1,
        name: 'Mia Berg',
        email: 'mia@example.com',
        managerEmail: 'jon@example.com',
        role: 'manager',
        status: 'existing',
      },
    ]);
  });

  it.each([
    [
      'a second line of the same address',
      'Ana,ana@example.com\nAna O,ANA@example.com',
      2,
      'each address once; line 1 has it too',
    ],
    [
      'a manager nobody knows',
      'Ana,ana@example.com,Nobody',
      1,
      'the name or the e-mail address of somebody in the list',
    ],
    [
      'a name that several have',
      'Mia,m1@example.com\nMia,m2@example.com\nAna,ana@example.com,Mia',
      3,
      'an e-mail address; several people have this name',
    ],
    ['their own manager', 'Ana,ana@example.com,Ana', 1, 'another person; nobody is their own manager'],
  ])('refuses %s', (_name, text, line, expected) => {
    expect(placePeople(read(text), known).problems).toEqual([{ line, value: expect.any(String), expected }]);
  });

  it('refuses a circle, also one that closes over somebody who is there already', () => {
    const circle = placePeople(
      read('Ana,ana@example.com,Bo\nBo,bo@example.com,Cy\nCy,cy@example.com,Ana'),
      known,
    );
    expect(circle.problems.map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(
      placePeople(read('Mia,mia@example.com,Jon Hale\nJon Hale,jon@example.com,Mia'), known).problems,
    ).toHaveLength(2);
  });
});
