import type { Directive } from '@plumbline/shared/contracts/directives.ts';
import type { CsvColumns } from '../../list-csv.ts';

/** Lists of directives as a file for a spreadsheet; how far each has come is counted among the reps whom the reader sees. */
export const directivesCsvColumns: CsvColumns<Directive> = {
  Directive: ({ title }) => title,
  'Issued by': ({ issuedBy }) => issuedBy.name,
  Issued: ({ issuedAt }, local) => local(issuedAt),
  'First due': ({ dueAt }, local) => local(dueAt),
  Reps: ({ chain }) => chain.reps,
  Relayed: ({ chain, mustBeRelayed }) => (mustBeRelayed ? chain.relayed : null),
  Acknowledged: ({ chain }) => chain.acknowledged,
  Done: ({ chain }) => chain.done,
  Late: ({ chain }) => chain.late,
  'Found unclear': ({ chain }) => chain.unclear,
  Recalled: ({ recalled }, local) => local(recalled?.at),
  'Why recalled': ({ recalled }) => recalled?.reason ?? null,
  'In place of': ({ replaces }) => replaces?.title ?? null,
};
