import type { Me } from '@plumbline/shared/contracts/session.ts';

/** What the API document shows. */
export const exampleMe: Me = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c02',
  name: 'Mia Berg',
  email: 'mia.berg@example.com',
  role: 'manager',
  isAdmin: false,
  timeZone: 'Europe/Berlin',
  organization: {
    id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c00',
    name: 'Northwind',
    timeZone: 'Europe/Berlin',
    isSample: false,
  },
  manager: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c03', name: 'Jon Hale' },
  permissions: [
    'public',
    'signed-in',
    'items.own',
    'items.team',
    'follow-ups.answer',
    'follow-ups.log',
    'takeovers.read',
    'patterns.read',
    'flags.reply',
  ],
  waiting: {
    lateItems: 0,
    unansweredFollowUps: 0,
    unansweredJointCalls: 0,
    unansweredLapses: 4,
    unreadNotices: 2,
    flagsToReview: 0,
    ownFlags: 1,
    leaveToConfirm: 1,
  },
};
