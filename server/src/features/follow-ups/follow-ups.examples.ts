import type {
  AskAboutRequest,
  FollowUp,
  LogFollowUpRequest,
} from '@plumbline/shared/contracts/follow-ups.ts';
import type { LogOneToOneRequest, OneToOne } from '@plumbline/shared/contracts/one-to-ones.ts';
import { exampleItem } from '../items/items.examples.ts';

/** What the API document shows. */
export const exampleFollowUp: FollowUp = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c20',
  manager: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c02', name: 'Mia Berg' },
  rep: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c01', name: 'Ana Ortiz' },
  items: [
    {
      id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c10',
      title: 'Call report, week 42',
      currentDueAt: '2026-10-16T15:00:00.000Z',
    },
  ],
  occurredAt: '2026-10-19T09:00:00.000Z',
  recordedAt: '2026-10-19T11:20:00.000Z',
  channel: 'one_on_one',
  outcome: 'new_commitment',
  excuse: 'workload',
  commitmentAt: '2026-10-21T15:00:00.000Z',
  note: null,
  provenance: 'declared',
  answer: { answer: 'confirmed', note: null, at: '2026-10-19T12:00:00.000Z' },
  backdated: false,
  can: { confirm: false, dispute: true },
};

export const exampleLog: LogFollowUpRequest = {
  repId: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c01',
  itemIds: ['0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c10'],
  occurredAt: '2026-10-19T09:00:00Z',
  channel: 'one_on_one',
  outcome: 'new_commitment',
  excuse: 'workload',
  commitmentAt: '2026-10-21T15:00:00Z',
};

export const exampleAsk: AskAboutRequest = {
  itemIds: ['0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c10'],
  note: 'Is anything in the way?',
};

export const exampleLogOneToOne: LogOneToOneRequest = {
  repId: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c01',
  occurredAt: '2026-10-19T09:00:00Z',
  channel: 'one_on_one',
  entries: [
    {
      itemId: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c10',
      outcome: 'new_commitment',
      commitmentAt: '2026-10-21T15:00:00Z',
    },
  ],
};

export const exampleOneToOne: OneToOne = {
  rep: exampleFollowUp.rep,
  agenda: [
    {
      item: exampleItem,
      because: 'unanswered',
      answerBy: '2026-10-21T15:00:00.000Z',
      lapseNumber: 3,
      commitments: [
        {
          item: { id: exampleItem.id, title: exampleItem.title },
          source: 'rep',
          madeAt: '2026-10-16T15:30:00.000Z',
          promisedFor: '2026-10-18T15:00:00.000Z',
          state: 'broken',
        },
      ],
      before: [
        { at: '2026-10-12T09:00:00.000Z', outcome: 'excuse_accepted', excuse: 'workload', sameItem: false },
      ],
      proposed: 'coaching',
    },
  ],
  isCut: false,
  followUps: [exampleFollowUp],
};
