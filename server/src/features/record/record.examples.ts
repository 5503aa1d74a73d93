import type { Commitment } from '@plumbline/shared/contracts/commitments.ts';
import type { RecordExport, RepRecord } from '@plumbline/shared/contracts/record.ts';
import { exampleFollowUp } from '../follow-ups/follow-ups.examples.ts';
import { exampleItem, exampleItemHistory } from '../items/items.examples.ts';

/** What the API document shows. */
const commitment: Commitment = {
  item: { id: exampleItem.id, title: exampleItem.title },
  source: 'follow_up',
  madeAt: '2026-10-19T09:00:00.000Z',
  promisedFor: '2026-10-21T15:00:00.000Z',
  state: 'open',
};

export const exampleRecord: RepRecord = {
  rep: exampleItem.rep,
  weeks: [
    { week: '2026-10-12', onTime: 3, late: 1, open: 0 },
    { week: '2026-10-19', onTime: 1, late: 0, open: 2 },
  ],
  lapsesIn60Days: 4,
  openLate: 1,
  commitments: { kept: 2, broken: 1, open: 1, latest: [commitment] },
};

const { can: _mayDo, ...item } = exampleItem;
const { can: _mayAnswer, ...followUp } = exampleFollowUp;

export const exampleExport: RecordExport = {
  exportedAt: '2026-10-19T12:00:00.000Z',
  person: {
    ...exampleItem.rep,
    email: 'ana@example.com',
    role: 'rep',
    timeZone: 'Europe/Madrid',
    hiredOn: '2024-03-01',
    leftOn: null,
  },
  reportingLines: [{ manager: exampleFollowUp.manager, from: '2024-03-01', until: null }],
  absences: [{ from: '2026-08-03', until: '2026-08-17', cover: null, counts: true }],
  items: [{ ...item, events: exampleItemHistory.events }],
  commitments: [commitment],
  followUps: [followUp],
  exceptions: [],
  takeovers: [],
  jointCalls: [],
};
