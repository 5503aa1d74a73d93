import type { Escalation } from '@plumbline/shared/contracts/escalations.ts';

/** What the API document shows. */
export const exampleEscalation: Escalation = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0d20',
  item: {
    id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c10',
    title: 'Call every dormant account once',
    rep: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c01', name: 'Ana Ortiz' },
    currentDueAt: '2026-10-23T15:00:00.000Z',
  },
  directive: {
    id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0d10',
    issuedBy: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c03', name: 'Eva Brandt' },
  },
  by: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c02', name: 'Mia Berg' },
  to: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c03', name: 'Eva Brandt' },
  note: 'Asked twice, nothing came.',
  at: '2026-10-30T09:00:00.000Z',
  answerBy: '2026-11-03T09:00:00.000Z',
  state: 'waiting',
  answer: null,
  can: { rule: true, ruleUnclear: true },
};
