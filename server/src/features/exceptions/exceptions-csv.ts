import type { PolicyException } from '@plumbline/shared/contracts/exceptions.ts';
import type { CsvColumns } from '../../list-csv.ts';

/** Lists of exceptions as a file for a spreadsheet. */
export const exceptionsCsvColumns: CsvColumns<PolicyException> = {
  'Asked for': ({ requestedAt }, local) => local(requestedAt),
  Kind: ({ kind }) => kind.replaceAll('_', ' '),
  Rep: ({ rep }) => rep.name,
  Account: ({ account }) => account?.name ?? null,
  Cost: ({ cost }) => cost,
  Currency: ({ currency }) => currency,
  Why: ({ note }) => note,
  State: ({ state }) => state.replaceAll('_', ' '),
  'Last word by': ({ steps }) => steps.at(-1)?.by?.name ?? null,
  'Last word': ({ steps }, local) => local(steps.at(-1)?.at),
  Reason: ({ steps }) => steps.at(-1)?.reason ?? null,
};
