import type { Absence, Calendar, HolidaysPreview } from '@plumbline/shared/contracts/calendar.ts';

/** What the API document shows. */
export const exampleHolidays = [
  { day: '2026-12-25', name: 'Christmas Day' },
  { day: '2027-01-01', name: 'New Year’s Day' },
];

export const exampleCalendar: Calendar = {
  timeZone: 'Europe/Berlin',
  today: '2026-11-25',
  workingDays: [1, 2, 3, 4, 5],
  holidays: exampleHolidays,
  can: { manage: true },
};

export const exampleHolidaysPreview: HolidaysPreview = {
  holidays: [
    { day: '2026-12-25', name: 'Christmas Day', status: 'new' },
    { day: '2026-12-26', name: 'Boxing Day', status: 'day_off' },
  ],
  from: '2026-11-25',
  until: '2028-11-25',
  timedEvents: 0,
  unreadable: 0,
};

export const exampleAbsence: Absence = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0d01',
  person: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c01', name: 'Ana Ortiz' },
  from: '2026-12-07',
  until: '2026-12-14',
  cover: null,
  recordedBy: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c02', name: 'Mia Berg' },
  recordedAt: '2026-11-25T09:00:00.000Z',
  counts: true,
  goesOn: false,
  state: 'coming',
  version: 1,
  can: { confirm: false, change: true, cover: true, takeBack: true },
};
