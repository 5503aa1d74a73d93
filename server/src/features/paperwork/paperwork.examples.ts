import type { PaperworkType, Schedule, SchedulePreview } from '@plumbline/shared/contracts/paperwork.ts';

/** What the API document shows: on the second working day of each month, at 17:00 of the rep's zone. */
export const exampleSchedule: Schedule = {
  rule: 'FREQ=MONTHLY',
  startsOn: '2026-12-01',
  endsBefore: null,
  businessDay: 2,
  onDayOff: 'before',
  dueTime: '17:00',
  graceHours: 0,
  owedBy: { kind: 'reps', ids: [] },
  isPaused: false,
};

export const examplePaperworkType: PaperworkType = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0e01',
  code: 'expense_report',
  name: 'Expense report',
  schedule: exampleSchedule,
  inForceFrom: '2026-11-25',
  coming: null,
  people: [],
  setBy: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c02', name: 'Mia Berg' },
  setAt: '2026-11-25T09:00:00.000Z',
  changeFrom: '2026-12-03',
  version: 1,
};

export const exampleSchedulePreview: SchedulePreview = {
  timeZone: 'Europe/Berlin',
  times: [
    {
      day: '2026-12-02',
      dueAt: '2026-12-02T16:00:00.000Z',
      lapseAt: '2026-12-02T16:00:00.000Z',
      moved: null,
    },
  ],
  people: 24,
};
