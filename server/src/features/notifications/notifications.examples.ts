import type { Notice } from '@plumbline/shared/contracts/notifications.ts';

/** What the API document shows. */
export const exampleNotice: Notice = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0f01',
  kind: 'asked',
  title: 'Mia Berg asks about “Call report, week 42”',
  text: 'Anything in the way?',
  path: '/items/0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c10',
  at: '2026-10-19T08:30:00.000Z',
  readAt: null,
};
