import { text } from 'node:stream/consumers';
import { mostExported } from '@plumbline/shared/contracts/common.ts';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listCsv } from '../../list-csv.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';
import { exampleItem } from './items.examples.ts';
import { itemsCsvColumns } from './items-csv.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
});
afterAll(() => team.close());

async function exported(who: Who, query: string): Promise<Record<string, string>[]> {
  const { status, headers, bytes } = await team.as(who).download(`/items.csv?${query}`);
  expect([status, headers['content-disposition']]).toEqual([200, 'attachment; filename="items.csv"']);
  return parse(bytes, { columns: true, bom: true, relax_column_count: true });
}

it('holds what the list holds, and nothing that its reader does not see', async () => {
  await team.paperwork('ana', '2026-02-11T10:00:00Z', 'of Ana');
  await team.paperwork('cyn', '2026-02-11T10:00:00Z', 'of Cyn');
  await team.elsewhere.paperwork('ana', '2026-02-11T10:00:00Z', 'elsewhere');
  const items = async (who: Who, query: string) =>
    (await exported(who, query)).map(({ Item: title }) => title).toSorted();
  expect(await items('mia', 'scope=team&state=late')).toEqual(['of Ana']);
  expect(await items('eva', 'scope=team&state=late')).toEqual(['of Ana', 'of Cyn']);
  expect(await items('eva', 'scope=team&state=done')).toEqual([]);
  expect(await items('ana', 'state=owed')).toEqual(['of Ana']);
  expect(await items('ana', 'scope=team&state=any')).toEqual([]);
});

it('lets no title become a formula, and writes times as the reader’s clock shows them', async () => {
  await team.write((sql) => sql`update people set time_zone = 'Asia/Tokyo' where id = ${team.idOf('max')}`);
  await team.paperwork('cyn', '2026-02-11T20:30:00Z', '=HYPERLINK("https://example.com","x")');
  const rows = await exported('max', 'scope=team&state=late&sort=-due');
  expect(rows[0]).toMatchObject({
    Item: `'=HYPERLINK("https://example.com","x")`,
    Type: 'Call report',
    Rep: 'cyn',
    State: 'late',
    Due: '2026-02-12 05:30',
    'Business days late': '1',
  });
});

it('is put on record, with what was asked for', async () => {
  await exported('mia', 'scope=team&state=late&search=report');
  const [entry] = await team.write(
    (sql) => sql<{ actorId: string; details: object }[]>`
    select actor_id, details from audit_entries
    where organization_id = ${team.organizationId} and action = 'items.exported' order by id desc limit 1`,
  );
  expect(entry).toEqual({
    actorId: team.idOf('mia'),
    details: { scope: 'team', state: 'late', search: 'report' },
  });
});

it('goes on over its pages', async () => {
  await team.write(
    (sql) => sql`
    insert into items (organization_id, id, kind, rep_id, paperwork_type_id, title, due_at, current_due_at, provenance)
    select i.organization_id, new_id(), i.kind, i.rep_id, i.paperwork_type_id, 'copy ' || n, i.due_at, i.current_due_at, i.provenance
    from items i cross join generate_series(1, 1001) n
    where i.organization_id = ${team.organizationId} and i.title = 'of Ana'`,
  );
  const titles = (await exported('ana', 'state=late')).map(({ Item: title }) => title);
  expect([titles.length, new Set(titles).size]).toEqual([1002, 1002]);
});

it('ends where it is too long, and says so', async () => {
  const rows = Array.from({ length: 1000 }, () => exampleItem);
  const csv = listCsv({
    database: team.database,
    subjectType: 'item',
    columns: itemsCsvColumns,
    list: async () => ({ rows, nextCursor: 'more' }),
  });
  const viewer: Viewer = {
    organizationId: team.organizationId,
    personId: team.idOf('eva'),
    sessionId: team.sessionOf('eva'),
    role: 'executive',
    isAdmin: false,
  };
  const file = await text(await csv.export(viewer, {}, new Date()));
  const lines = file.trimEnd().split('\n');
  expect(lines).toHaveLength(1 + mostExported + 1);
  expect(lines.at(-1)).toMatch(/^Cut off after 100000 rows/);
});
