import { Readable } from 'node:stream';
import { type ItemFilters, mostExported } from '@plumbline/shared/contracts/item-lists.ts';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { stringify } from 'csv-stringify/sync';
import type { Database } from '../../database/connect.ts';
import type { Viewer } from '../../policies/viewer.ts';
import type { ItemListReadModel } from './item-list.read-model.ts';

export interface ItemsCsvDeps {
  database: Pick<Database, 'transaction'>;
  lists: Pick<ItemListReadModel, 'list'>;
}

/** Rows that are read at once. */
const pageSize = 1000;

/** Lists of items as a file for a spreadsheet. */
export function itemsCsv({ database, lists }: ItemsCsvDeps) {
  return {
    /** The list as a CSV file, page by page: the audit entry lands before the first. */
    async export(viewer: Viewer, filters: ItemFilters, at: Date): Promise<Readable> {
      const timeZone = await database.transaction(viewer, async ({ sql, audit }) => {
        const [person] = await sql<{ timeZone: string }[]>`
          select p.time_zone from people p
          where p.organization_id = ${viewer.organizationId} and p.id = ${viewer.personId}`;
        await audit({ action: 'items.exported', subjectType: 'item', details: { ...filters } });
        return person?.timeZone ?? 'UTC';
      });
      return Readable.from(lines(viewer, filters, clockOf(timeZone), at), { objectMode: false });
    },
  };

  /**
   * Each page is read when the one before has gone out, so that a slow reader holds neither memory nor a connection. What
   * changes its place meanwhile may be missing or come twice: whoever needs one moment's truth asks for what does not move.
   */
  async function* lines(viewer: Viewer, filters: ItemFilters, clock: Intl.DateTimeFormat, at: Date) {
    yield `\uFEFF${stringify([Object.keys(columns)])}`;
    let cursor: string | null = null;
    let written = 0;
    do {
      const page = await lists.list(
        viewer,
        { ...filters, limit: pageSize, ...(cursor === null ? {} : { cursor }) },
        at,
      );
      if (page.rows.length > 0) yield linesOf(page.rows, clock);
      written += page.rows.length;
      cursor = page.nextCursor;
    } while (cursor !== null && written < mostExported);
    if (cursor !== null)
      yield stringify([[`Cut off after ${mostExported} rows: narrow the list to get the others.`]]);
  }
}

type Column = (
  item: Item,
  local: (instant: string | null | undefined) => string | null,
) => string | number | null;

const columns: Readonly<Record<string, Column>> = {
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

/** As a spreadsheet reads it: `2026-02-12 05:30`. */
const clockOf = (timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });

/** What begins like a formula is escaped: a title is anybody's words. */
function linesOf(items: readonly Item[], clock: Intl.DateTimeFormat): string {
  const local = (instant: string | null | undefined) => (instant ? clock.format(new Date(instant)) : null);
  return stringify(
    items.map((item) => Object.values(columns).map((cell) => cell(item, local))),
    { escape_formulas: true },
  );
}
