import type { Backtest, PolicyHistory } from '@plumbline/shared/contracts/policy.ts';
import { expectations } from '@plumbline/shared/domain/expectations.ts';
import { defaultNorms } from '@plumbline/shared/domain/norms.ts';

const eva = { id: '01a20cc5-3ed8-7243-9507-93f7166bf931', name: 'Eva Lind' };

export const examplePolicy: PolicyHistory = {
  versions: [
    {
      version: 2,
      norms: { ...defaultNorms, silence: 0.3 },
      responseBusinessDays: 3,
      replyBusinessDays: 5,
      inForceFrom: '2026-03-02',
      state: 'coming',
      createdBy: eva,
      createdAt: '2026-02-12T10:00:00.000Z',
    },
    {
      version: 1,
      norms: defaultNorms,
      responseBusinessDays: 3,
      replyBusinessDays: 5,
      inForceFrom: '2025-01-06',
      state: 'in_force',
      createdBy: null,
      createdAt: '2025-01-06T08:00:00.000Z',
    },
  ],
  expectations: [{ signal: 'silence', pattern: 'friend', sentence: expectations.silence }],
  nextMonday: '2026-02-16',
  can: { set: true },
};

export const exampleBacktest: Backtest = {
  span: { from: '2025-08-04', until: '2026-02-02' },
  counts: [
    { pattern: 'friend', present: 1, proposed: 2 },
    { pattern: 'super', present: 0, proposed: 0 },
  ],
  flags: [
    {
      manager: { id: '01a20cc5-3ed8-7243-9507-93f7166bf932', name: 'Mia Roth' },
      pattern: 'friend',
      change: 'moved',
      present: { raisedOn: '2025-10-06', clearedOn: null },
      proposed: { raisedOn: '2025-09-22', clearedOn: null },
    },
  ],
};
