import type { Invitations, PeoplePreview, Person } from '@plumbline/shared/contracts/people.ts';

/** What the API document shows. */
export const examplePerson: Person = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c01',
  name: 'Ana Ortiz',
  email: 'ana.ortiz@example.com',
  role: 'rep',
  isAdmin: false,
  timeZone: 'Europe/Berlin',
  hiredOn: '2025-03-01',
  leftOn: null,
  manager: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c02', name: 'Mia Berg' },
  canSignIn: true,
  version: 1,
};

export const examplePaste = {
  text: 'name,e-mail,manager\nMia Berg,mia.berg@example.com,\nAna Ortiz,ana.ortiz@example.com,Mia Berg',
};

export const examplePreview: PeoplePreview = {
  people: [
    {
      line: 2,
      name: 'Mia Berg',
      email: 'mia.berg@example.com',
      managerEmail: null,
      role: 'manager',
      status: 'new',
    },
    {
      line: 3,
      name: 'Ana Ortiz',
      email: 'ana.ortiz@example.com',
      managerEmail: 'mia.berg@example.com',
      role: 'rep',
      status: 'new',
    },
  ],
  problems: [],
};

export const exampleInvitations: Invitations = {
  invitations: [
    {
      person: { id: examplePerson.id, name: examplePerson.name },
      email: examplePerson.email,
      url: 'https://plumbline.example.com/invitation#AZnDoFseewRM.k3Jx9s',
      expiresAt: '2026-12-01T09:00:00.000Z',
    },
  ],
};
