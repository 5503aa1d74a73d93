import type {
  AboutOwnCounts,
  AboutOwnPage,
  Directive,
  DirectivePreview,
  DirectiveTree,
  IssueDirectiveRequest,
} from '@plumbline/shared/contracts/directives.ts';

/** What the API document shows. */
export const exampleDirective: Directive = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0d10',
  title: 'Call every dormant account once',
  body: 'By phone, not by mail.',
  issuedBy: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c03', name: 'Eva Brandt' },
  issuedAt: '2026-10-12T08:00:00.000Z',
  dueAt: '2026-10-23T15:00:00.000Z',
  mustBeRelayed: true,
  wantsVerification: false,
  remindDaysBefore: 2,
  escalateDaysAfter: 5,
  recalled: null,
  replaces: null,
  replacedBy: null,
  chain: { reps: 24, relayed: 17, acknowledged: 15, done: 9, late: 0, unclear: 1 },
  can: { relay: false, recall: true },
};

export const exampleIssue: IssueDirectiveRequest = {
  title: 'Call every dormant account once',
  body: 'By phone, not by mail.',
  to: { people: [], teamsOf: [], branchesOf: ['0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c03'] },
  dueAt: '2026-10-23T17:00',
  mustBeRelayed: true,
  wantsVerification: false,
  remindDaysBefore: 2,
  escalateDaysAfter: 5,
};

export const examplePreview: DirectivePreview = {
  reps: 24,
  managers: [{ manager: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c02', name: 'Mia Berg' }, reps: 8 }],
  due: [{ timeZone: 'Europe/Berlin', at: '2026-10-23T15:00:00.000Z', reps: 24 }],
  isWorkingDay: true,
  alike: [],
};

export const exampleTree: DirectiveTree = {
  directive: exampleDirective,
  branches: [
    {
      manager: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c02', name: 'Mia Berg' },
      reps: [
        {
          rep: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c01', name: 'Ana Ortiz' },
          itemId: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c10',
          dueAt: '2026-10-23T15:00:00.000Z',
          relayedAt: '2026-10-12T09:10:00.000Z',
          acknowledgedAt: '2026-10-12T11:40:00.000Z',
          doneAt: null,
          isRecalled: false,
          lastExcuse: null,
          stopped: null,
        },
      ],
    },
  ],
};

export const exampleAboutOwn: AboutOwnCounts = {
  unclear: { items: 4, directives: 1 },
  notRelayed: { items: 7, directives: 1 },
  notDone: { items: 12, directives: 3 },
  notAnswered: { items: 0, directives: 0 },
};

export const exampleAboutOwnPage: AboutOwnPage = {
  rows: [
    {
      id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c10',
      item: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c10', title: 'Call every dormant account once' },
      directiveId: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0d10',
      rep: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c01', name: 'Ana Ortiz' },
      manager: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c02', name: 'Mia Berg' },
      at: '2026-10-23T15:00:00.000Z',
      note: 'Which list is meant?',
    },
  ],
  nextCursor: null,
};
