import type { FollowUp } from '@plumbline/shared/contracts/follow-ups.ts';
import type { CsvColumns } from '../../list-csv.ts';

const spaced = (word: string | null | undefined) => word?.replaceAll('_', ' ') ?? null;

/** Lists of follow-ups as a file for a spreadsheet. */
export const followUpsCsvColumns: CsvColumns<FollowUp> = {
  Held: ({ occurredAt }, local) => local(occurredAt),
  Recorded: ({ recordedAt }, local) => local(recordedAt),
  Manager: ({ manager }) => manager.name,
  Rep: ({ rep }) => rep.name,
  Items: ({ items }) => items.map(({ title }) => title).join('; '),
  How: ({ channel }) => spaced(channel),
  'What came of it': ({ outcome }) => spaced(outcome),
  Excuse: ({ excuse }) => spaced(excuse),
  'New commitment': ({ commitmentAt }, local) => local(commitmentAt),
  Note: ({ note }) => note,
  Answer: ({ answer }) => answer?.answer ?? null,
  'Answer’s note': ({ answer }) => answer?.note ?? null,
  Source: ({ provenance }) => provenance,
};
