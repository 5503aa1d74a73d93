import { Readable } from 'node:stream';
import { mostExported, Problem } from '@plumbline/shared/contracts/common.ts';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Database } from './database/connect.ts';
import type { Viewer } from './policies/viewer.ts';

/** A column's cell of a row; `local` writes an instant by the reader's clock. */
export type CsvColumns<Row> = Readonly<
  Record<
    string,
    (row: Row, local: (instant: string | null | undefined) => string | null) => string | number | null
  >
>;

export interface ListCsvDeps<Filters, Row> {
  database: Pick<Database, 'transaction'>;
  /** What the audit log calls one of them: `item`. */
  subjectType: string;
  columns: CsvColumns<Row>;
  /** A page of the list, as the screens have it. */
  list(
    viewer: Viewer,
    wanted: Filters & { limit: number; cursor?: string },
    at: Date,
  ): Promise<{ rows: readonly Row[]; nextCursor: string | null }>;
}

/** Rows that are read at once. */
const pageSize = 1000;

/** A list as a file for a spreadsheet. */
export function listCsv<Filters extends object, Row>({
  database,
  subjectType,
  columns,
  list,
}: ListCsvDeps<Filters, Row>) {
  return {
    /** The list as a CSV file, page by page: the audit entry lands before the first. */
    async export(viewer: Viewer, filters: Filters, at: Date): Promise<Readable> {
      const timeZone = await database.transaction(viewer, async ({ sql, audit }) => {
        const [person] = await sql<{ timeZone: string }[]>`
          select p.time_zone from people p
          where p.organization_id = ${viewer.organizationId} and p.id = ${viewer.personId}`;
        await audit({
          action: `${subjectType}s.exported`,
          subjectType,
          details: Object.fromEntries(Object.entries(filters)),
        });
        return person?.timeZone ?? 'UTC';
      });
      return Readable.from(lines(viewer, filters, clockOf(timeZone), at), { objectMode: false });
    },
  };

  /**
   * Each page is read when the one before has gone out, so that a slow reader holds neither memory nor a connection. What
   * changes its place meanwhile may be missing or come twice: whoever needs one moment's truth asks for what does not move.
   */
  async function* lines(viewer: Viewer, filters: Filters, clock: Intl.DateTimeFormat, at: Date) {
    yield `\uFEFF${stringify([Object.keys(columns)])}`;
    let cursor: string | null = null;
    let written = 0;
    do {
      const page = await list(
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

  /** What begins like a formula is escaped: a title is anybody's words. */
  function linesOf(rows: readonly Row[], clock: Intl.DateTimeFormat): string {
    const local = (instant: string | null | undefined) => (instant ? clock.format(new Date(instant)) : null);
    return stringify(
      rows.map((row) => Object.values(columns).map((cell) => cell(row, local))),
      { escape_formulas: true },
    );
  }
}

/** As a spreadsheet reads it: `2026-02-12 05:30`. */
const clockOf = (timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });

/**
 * What the route of a list as a file says of itself.
 * @param audited the action in the audit log
 * @param refusals beside those of every list
 */
export const csvSchema = <Query extends z.ZodType>(
  tags: string[],
  querystring: Query,
  audited: string,
  refusals: { 403?: typeof Problem } = {},
) => ({
  summary: 'The same list as a CSV file',
  description: `At most ${mostExported.toLocaleString('en')} rows; times are in the reader’s own zone. That it was exported, and what was asked for, is written to the audit log as \`${audited}\`.`,
  tags,
  produces: ['text/csv'],
  querystring,
  response: { 200: z.custom<Readable>().describe('The file'), 400: Problem, 401: Problem, ...refusals },
});

/** Answers with the file, to be stored under this name. */
export const sendCsv = (reply: FastifyReply, name: string, file: Readable) =>
  reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'private, no-store')
    .type('text/csv; charset=utf-8')
    .send(file);
