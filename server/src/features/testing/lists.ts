import { parse } from 'csv-parse/sync';
import type { MadeTeam, Who } from './made-team.ts';

/** A list gone through a row a page: its rows, and how many were read. */
export async function inPages<Row>(team: MadeTeam, who: Who, address: string): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const next: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { body } = await team
      .as(who)
      .get<{ rows: Row[]; nextCursor: string | null }>(`${address}&limit=1${next}`);
    rows.push(...body.rows);
    cursor = body.nextCursor;
  } while (cursor !== null);
  return rows;
}

/** The rows of a list's file, by the names of its columns. */
export async function csvOf(team: MadeTeam, who: Who, address: string): Promise<Record<string, string>[]> {
  const { status, headers, bytes } = await team.as(who).download(address);
  if (status !== 200 || !headers['content-disposition']?.toString().startsWith('attachment; filename='))
    throw new Error(`${address} answers ${status} and no file`);
  return parse(bytes, { columns: true, bom: true });
}
