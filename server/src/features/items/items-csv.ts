import type { Item } from '@plumbline/shared/contracts/items.ts';
import type { CsvColumns } from '../../list-csv.ts';

/** Lists of items as a file for a spreadsheet. */
export const itemsCsvColumns: CsvColumns<Item> = {
  Item: ({ title }) => title,
  Kind: ({ kind }) => kind,
  Type: ({ type }) => type?.name ?? null,
  Rep: ({ rep }) => rep.name,
  State: ({ state }) => state,
  'First due': ({ dueAt }, local) => local(dueAt),
  Due: ({ currentDueAt }, local) => local(currentDueAt),
  'Handed in': ({ doneAt }, local) => local(doneAt),
  'Business days late': ({ businessDaysLate }) => businessDaysLate,
  Accepted: ({ acceptedAt }, local) => local(acceptedAt),
  'Reason given': ({ lastReason }) => lastReason?.excuse.replaceAll('_', ' ') ?? null,
  'Asks for time until': ({ extensionRequest }, local) => local(extensionRequest?.newDueAt),
  'Last follow-up': ({ lastFollowUp }, local) => local(lastFollowUp?.at),
  'Followed up by': ({ lastFollowUp }) => lastFollowUp?.by.name ?? null,
};
