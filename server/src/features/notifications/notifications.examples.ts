import type {
  Delivery,
  LinkPreview,
  Notice,
  NotificationSettings,
} from '@plumbline/shared/contracts/notifications.ts';

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

export const exampleSettings: NotificationSettings = {
  mail: { address: 'ana@example.com', isSet: true },
  slack: { host: 'hooks.slack.com', ending: 'x7Qd' },
  teams: null,
  calendarSince: null,
  digest: 'daily',
  groups: [
    { group: 'work', when: 'digest', where: ['mail'] },
    { group: 'follow_ups', when: 'at_once', where: ['mail', 'slack'] },
  ],
};

export const exampleDelivery: Delivery = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0f02',
  person: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c01', name: 'Ana Ortiz' },
  channel: 'mail',
  state: 'dead',
  attempts: 1,
  error: 'The mail server refused it (550).',
  at: '2026-10-19T08:30:00.000Z',
  nextAt: null,
};

export const exampleLink: LinkPreview = {
  act: 'say_why',
  kind: 'paperwork',
  title: 'Call report, week 42',
  dueAt: '2026-10-16T15:00:00.000Z',
  timeZone: 'Europe/London',
  name: 'Ana Ortiz',
  organizationName: 'Harrow & Vale',
};
