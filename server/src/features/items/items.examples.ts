import type {
  BulkAnswer,
  BulkRequest,
  OwnBulkAnswer,
  OwnBulkRequest,
} from '@plumbline/shared/contracts/item-bulk.ts';
import type { ItemChoices } from '@plumbline/shared/contracts/item-lists.ts';
import type {
  Item,
  ItemHistory,
  Reviews,
  SubmittedFile,
  TeamWeeks,
  Today,
} from '@plumbline/shared/contracts/items.ts';

/** What the API document shows. */
const ana = { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c01', name: 'Ana Ortiz' };
const mia = { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c02', name: 'Mia Berg' };

export const exampleItem: Item = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c10',
  kind: 'paperwork',
  title: 'Call report, week 42',
  type: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c40', name: 'Call report' },
  rep: ana,
  dueAt: '2026-10-16T15:00:00.000Z',
  currentDueAt: '2026-10-16T15:00:00.000Z',
  state: 'late',
  doneAt: null,
  handedInAt: null,
  returned: null,
  acceptedAt: null,
  acknowledgedAt: null,
  businessDaysLate: 2,
  lastReason: { excuse: 'workload', note: 'Quarter end', at: '2026-10-19T08:30:00.000Z' },
  extensionRequest: {
    newDueAt: '2026-10-21T15:00:00.000Z',
    at: '2026-10-19T08:31:00.000Z',
    wouldMoveDeadline: true,
  },
  extendableUntil: null,
  lastFollowUp: {
    id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c20',
    by: mia,
    at: '2026-10-19T09:00:00.000Z',
    asked: true,
  },
  version: 1,
  can: {
    submit: true,
    acknowledge: false,
    withdraw: false,
    accept: false,
    return: false,
    waive: false,
    grantExtension: false,
    giveReason: true,
    requestExtension: false,
    decideExtension: false,
    escalate: false,
    ask: false,
    logFollowUp: false,
  },
};

export const exampleItemChoices: ItemChoices = {
  types: [{ id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c40', name: 'Call report' }],
  reps: [ana],
  moreReps: false,
};

export const exampleBulk: { request: BulkRequest; answer: BulkAnswer } = {
  request: {
    action: 'grant',
    items: [
      { id: exampleItem.id, version: 1 },
      { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c11', version: 4 },
    ],
  },
  answer: {
    done: [exampleItem.id],
    refused: [
      { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c11', reason: 'Nobody is waiting for an answer here.' },
    ],
  },
};

export const exampleOwnBulk: { request: OwnBulkRequest; answer: OwnBulkAnswer } = {
  request: {
    items: [
      { id: exampleItem.id, version: 1 },
      { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c11', version: 4 },
    ],
  },
  answer: {
    done: [{ id: exampleItem.id, version: 2 }],
    refused: [{ id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c11', reason: 'It is done already.' }],
  },
};

export const exampleItemPage = { rows: [exampleItem], nextCursor: null };

export const exampleItemHistory: ItemHistory = {
  item: exampleItem,
  directive: null,
  events: [
    {
      id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c30',
      kind: 'reason_given',
      by: ana,
      to: null,
      at: '2026-10-19T08:30:00.000Z',
      recordedAt: '2026-10-19T08:30:00.000Z',
      provenance: 'observed',
      excuse: 'workload',
      note: 'Quarter end',
      link: null,
      files: [],
      newDueAt: null,
    },
  ],
};

export const exampleFile: SubmittedFile = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c40',
  name: 'Visits week 42.pdf',
  mediaType: 'application/pdf',
  size: 182_044,
};

export const exampleReviews: Reviews = {
  rows: [
    {
      item: {
        ...exampleItem,
        state: 'done',
        doneAt: '2026-10-20T09:00:00.000Z',
        handedInAt: '2026-10-20T09:00:00.000Z',
        extensionRequest: null,
        version: 2,
        can: { ...exampleItem.can, submit: false, giveReason: false, accept: true, return: true },
      },
      at: '2026-10-20T09:00:00.000Z',
      note: 'Two visits, both in the CRM.',
      link: 'https://crm.example.com/reports/42',
      files: [exampleFile],
    },
  ],
  nextCursor: null,
  waiting: 1,
};

export const exampleToday: Today = {
  rows: [{ item: exampleItem, answerBy: '2026-10-21T15:00:00.000Z', urgency: 'today', lapseNumber: 3 }],
  nextCursor: null,
  unanswered: 1,
  breachToday: 1,
  answerTimePassed: 0,
  responseBusinessDays: 3,
};

export const exampleTeamWeeks: TeamWeeks = {
  weeks: ['2026-10-12', '2026-10-19'],
  reps: [
    {
      rep: ana,
      cells: [
        { onTime: 3, late: 1, open: 0 },
        { onTime: 1, late: 0, open: 2 },
      ],
      lapsesIn60Days: 3,
      openLate: 1,
    },
  ],
};
