import type {
  ManagerPatterns,
  PatternReading,
  Patterns,
  SignalReading,
  Trial,
  TrialFacts,
} from '@plumbline/shared/contracts/patterns.ts';

/** What the API document shows. */
const manager = { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c02', name: 'Mia Berg' };
const branch = { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c03', name: 'Eva Lind' };
const flagId = '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0e01';

export const exampleReading: SignalReading = {
  signal: 'silence',
  k: 41,
  n: 52,
  reps: 7,
  rate: 0.788,
  shrunken: 0.76,
  low: 0.66,
  high: 0.87,
  norm: 0.35,
  judgement: 'over',
  reasons: [],
  peers: { low: 0.12, high: 0.44 },
  funnel: {
    centre: 0.29,
    overdispersion: 2.1,
    z: 5.4,
    inner: { low: 0.11, high: 0.47 },
    outer: { low: 0.01, high: 0.57 },
  },
  sentence:
    '41 of 52 lapses on this team got no answer within the response time; the norm is at most 35 %; other managers 12 to 44 %',
};

const pattern: Omit<PatternReading, 'signals' | 'evidence'> = {
  pattern: 'friend',
  judgement: 'over',
  reasons: [],
  signalsOver: 1,
  signalsJudged: 1,
  openFlagId: flagId,
};

export const examplePatterns: Patterns = {
  through: '2026-10-05',
  inForceFrom: '2026-04-06',
  rehearsal: null,
  flagsToReview: 1,
  managers: [
    {
      manager,
      branch,
      reps: 7,
      isNew: false,
      patterns: [
        {
          ...pattern,
          trend: [0.4, 1.1, 2.6, 4.2],
          signals: [
            { signal: 'silence', rate: 0.788, low: 0.66, high: 0.87, norm: 0.35, n: 52, judgement: 'over' },
          ],
        },
      ],
    },
  ],
};

export const exampleManagerPatterns: ManagerPatterns = {
  manager,
  branch,
  reps: 7,
  through: '2026-10-05',
  patterns: [{ ...pattern, signals: [exampleReading], evidence: [{ week: '2026-10-05', logE: 4.2 }] }],
  expectations: [
    {
      signal: 'silence',
      sentence: 'Answer each late item within the response time: ask, agree on a time, or say what follows.',
      norm: 0.35,
    },
  ],
};

export const exampleTrial: Trial = {
  signal: 'silence',
  subjectId: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c10',
  rep: { id: '00000000-0000-0000-0000-000000000000', name: 'Rep 3' },
  occurredAt: '2026-10-16T15:00:00.000Z',
  settledAt: '2026-10-26T16:00:00.000Z',
  week: '2026-10-26',
  outcome: 1,
  subject: 'Call report, week 42',
  explanation: 'no follow-up in time (the first one came later)',
  factIds: ['0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c10'],
};

export const exampleTrialFacts: TrialFacts = {
  trial: exampleTrial,
  facts: [
    {
      id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c10',
      type: 'item',
      sentence: 'Call report, week 42 fell due',
      at: '2026-10-16T15:00:00.000Z',
      recordedAt: '2026-10-01T00:00:00.000Z',
      provenance: 'imported',
      importRunId: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0f01',
    },
  ],
};
