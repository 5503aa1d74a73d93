import type { Flag, FlagSummary } from '@plumbline/shared/contracts/flags.ts';
import { exampleReading } from '../patterns/patterns.examples.ts';

/** What the API document shows. */
const manager = { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c02', name: 'Mia Berg' };

export const exampleFlagSummary: FlagSummary = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0e01',
  manager,
  pattern: 'friend',
  raisedAt: '2026-10-11T22:00:00.000Z',
  notifiedAt: '2026-10-12T03:00:00.000Z',
  openFrom: '2026-10-19T03:00:00.000Z',
  clearedAt: null,
  clearedBy: null,
  sentence: exampleReading.sentence,
  replied: true,
  state: 'to_review',
  lookAgainOn: null,
};

export const exampleFlag: Flag = {
  ...exampleFlagSummary,
  policyVersion: 1,
  methodVersion: '2026-11-25.2',
  readings: [exampleReading],
  counterEvidence: [],
  wouldClear: '18 of the next 20 lapses answered within the response time, within 8 weeks',
  clearing: [
    {
      signal: 'silence',
      good: 18,
      of: 20,
      says: '18 of the next 20 lapses answered within the response time',
    },
  ],
  evidence: [{ week: '2026-10-05', logE: 4.2, signals: [{ signal: 'silence', k: 41, n: 52, logE: 4.2 }] }],
  sinceThen: [],
  revisions: [
    {
      id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0e04',
      at: '2026-11-03T03:00:00.000Z',
      importedAt: '2026-11-03T02:58:00.000Z',
      signals: [{ signal: 'silence', before: { k: 41, n: 52 }, after: { k: 38, n: 52 } }],
      logEBefore: 4.2,
      logEAfter: 3.7,
      stillRaised: true,
    },
  ],
  steps: [
    {
      id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0e03',
      step: 'raised',
      author: null,
      at: '2026-10-11T22:00:00.000Z',
      words: null,
      lookAgainOn: null,
      clearedBy: null,
    },
    {
      id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0e02',
      step: 'replied',
      author: manager,
      at: '2026-10-13T08:00:00.000Z',
      words: 'Two of the reps were new in September; I met them daily.',
      lookAgainOn: null,
      clearedBy: null,
    },
  ],
  can: { reply: false, beginReview: true, review: true },
};
