import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Item, ItemHistory, Reviews, SubmittedFile } from '@plumbline/shared/contracts/items.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { untilWaiting } from '../../../test/held-back.ts';
import { type MadeOrganization, type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';
import { removeStaleFiles } from './item-files.ts';

let made: MadeTeam;
let team: MadeOrganization;
beforeAll(async () => {
  made = await madeTeam();
});
afterAll(() => made.close());
beforeEach(async () => {
  made.at('2026-02-12T10:00:00Z');
  team = await made.another();
});

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n');
const upload = (itemId: string, name = 'report.pdf', bytes: Uint8Array = pdf, who: Who = 'ana') =>
  team.as(who).upload<SubmittedFile>(`/items/${itemId}/files`, name, bytes);
const report = () => team.paperwork('ana', '2026-02-12T17:00:00Z');
const submit = (itemId: string, fileIds: string[], version = 1) =>
  team.as('ana').post<Item>(`/items/${itemId}/submission`, { version, fileIds });
const spooled = () => readdir(join(made.folder, 'uploads')).catch(() => []);
const stored = () => readdir(join(made.folder, 'files', team.organizationId)).catch(() => []);

describe('a file', () => {
  it('is handed in with a submission, and read by whoever sees the item', async () => {
    const id = await report();
    const { status, body: file } = await upload(id, 'Visits (“week 42”).pdf');
    expect([status, file]).toMatchObject([201, { mediaType: 'application/pdf', size: pdf.length }]);
    await submit(id, [file.id]);
    const history = await team.as('mia').get<ItemHistory>(`/items/${id}`);
    expect(history.body.events).toMatchObject([{ kind: 'submitted', files: [file] }]);
    expect((await team.as('mia').get<Reviews>('/reviews')).body.rows).toMatchObject([{ files: [file] }]);
    for (const who of ['ana', 'mia', 'eva'] as const) {
      const { bytes, headers } = await team.as(who).download(`/items/${id}/files/${file.id}`);
      expect(bytes.equals(pdf)).toBe(true);
      expect(headers).toMatchObject({
        'content-type': 'application/pdf',
        'content-disposition': "attachment; filename*=UTF-8''Visits%20%28%E2%80%9Cweek%2042%E2%80%9D%29.pdf",
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
      });
    }
    expect(await spooled()).toEqual([]);
  });

  it('is nobody’s who does not see the item, and found under no other one', async () => {
    const [id, other] = [await report(), await report()];
    const { body: file } = await upload(id);
    // Not handed in yet: nobody's at all.
    expect((await team.as('ana').download(`/items/${id}/files/${file.id}`)).status).toBe(404);
    await submit(id, [file.id]);
    for (const [who, item] of [
      ['ben', id],
      ['max', id],
      ['ana', other],
    ] as const)
      expect([who, (await team.as(who).download(`/items/${item}/files/${file.id}`)).status]).toEqual([
        who,
        404,
      ]);
    expect((await made.elsewhere.as('eva').download(`/items/${id}/files/${file.id}`)).status).toBe(404);
  });

  it.each([
    ['a program', 'report.pdf', Buffer.from('MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff', 'latin1')],
    [
      'an archive',
      'report.zip',
      Buffer.from('PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00!\x00\x00\x00', 'latin1'),
    ],
    ['a page', 'report.html', Buffer.from('<html><script>alert(1)</script>')],
    ['a picture that can run', 'report.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>')],
    ['what only calls itself a text', 'report.txt', Buffer.from('text\0and more')],
  ])('that is %s is refused, whatever it is called', async (_, name, bytes) => {
    const id = await report();
    const answer = await team.as('ana').upload(`/items/${id}/files`, name, bytes);
    expect([answer.status, answer.body.code]).toEqual([415, 'unsupported_media_type']);
    expect([await spooled(), await stored()]).toEqual([[], []]);
  });

  it('that is text goes by its name, in any encoding of one byte a character', async () => {
    const id = await report();
    const latin = Buffer.from('Kunde;Umsatz\nM\xfcller;12\n', 'latin1');
    expect((await upload(id, 'visits.csv', latin)).body.mediaType).toBe('text/csv');
    expect((await upload(id, '../../etc/no\u0000tes.txt', Buffer.from('notes'))).body.name).toBe('notes.txt');
  });

  it('has something in it, and not more than is allowed', async () => {
    const id = await report();
    expect((await team.as('ana').upload(`/items/${id}/files`, 'a.txt', Buffer.alloc(0))).status).toBe(400);
    const large = await team
      .as('ana')
      .upload(`/items/${id}/files`, 'a.pdf', Buffer.concat([pdf, Buffer.alloc(1024 ** 2)]));
    expect([large.status, large.body.code]).toEqual([413, 'too_large']);
    expect([await spooled(), await stored()]).toEqual([[], []]);
  });

  it('is uploaded by the rep alone, while the item is open', async () => {
    const id = await report();
    expect((await upload(id, 'a.pdf', pdf, 'mia')).status).toBe(403);
    expect((await upload(id, 'a.pdf', pdf, 'ben')).status).toBe(404);
    await submit(id, []);
    expect((await upload(id)).status).toBe(409);
  });

  it('waits with at most nineteen others, also of several that come at once', async () => {
    const id = await report();
    for (let n = 0; n < 19; n++) expect((await upload(id)).status).toBe(201);
    const uploads = await team.write(async (sql) => {
      // So that none is counted before the others have come as far.
      await sql`lock table uploads in share mode`;
      const sent = [1, 2, 3].map(() => upload(id));
      await untilWaiting(made.database, 3);
      return { sent };
    });
    const statuses = (await Promise.all(uploads.sent)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([201, 409, 409]);
  });
});

describe('a line that is cut', () => {
  it('leaves nothing of a file that was on its way, and the server goes on', async () => {
    const id = await report();
    const address = await made.app.listen({ port: 0, host: '127.0.0.1' });
    const sending = request(`${address}/api/v1/items/${id}/files`, {
      method: 'POST',
      headers: { cookie: team.as('ana').cookie, 'content-type': 'multipart/form-data; boundary=b' },
    });
    sending.on('error', () => undefined);
    sending.write(
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7 and so on',
    );
    await expect.poll(spooled).toHaveLength(1);
    sending.destroy();
    await expect.poll(spooled).toEqual([]);
    expect((await upload(id)).status).toBe(201);
  });
});

describe('a submission', () => {
  it('takes only what its rep uploaded for its item, and each file once', async () => {
    const [id, other] = [await report(), await report()];
    const bens = await team.paperwork('ben', '2026-02-12T17:00:00Z');
    const { body: elsewhere } = await upload(other);
    const { body: ofBen } = await upload(bens, 'a.pdf', pdf, 'ben');
    for (const fileId of [elsewhere.id, ofBen.id, id]) {
      const answer = await team.as('ana').post(`/items/${id}/submission`, { version: 1, fileIds: [fileId] });
      expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, 'fileIds']);
    }
    const { body: file } = await upload(id);
    expect((await submit(id, [file.id])).body.state).toBe('done');
    await team.as('mia').post(`/items/${id}/return`, { version: 2, reason: 'Page two is missing' });
    expect((await submit(id, [file.id], 3)).status).toBe(400);
    const [audited] = await team.write(
      (sql) => sql<{ details: { files: string[] } }[]>`
        select details from audit_entries where organization_id = ${team.organizationId} and action = 'item.submitted'`,
    );
    expect(audited?.details.files).toEqual([expect.stringMatching(/^report\.pdf [0-9a-f]{64}$/)]);
  });
});

describe('what was uploaded and handed in with nothing', () => {
  const clear = (storage = made.storage) =>
    removeStaleFiles(
      { database: made.database, storage },
      { organizationId: team.organizationId, personId: null },
      made.clock.now,
    );

  it('is gone after a day, and what was handed in stays', async () => {
    const id = await report();
    const { body: kept } = await upload(id);
    const { body: forgotten } = await upload(id);
    await submit(id, [kept.id]);
    made.at('2026-02-13T09:59:59Z');
    await clear();
    expect((await stored()).toSorted()).toEqual([kept.id, forgotten.id].toSorted());
    made.at('2026-02-13T10:00:00Z');
    await clear();
    expect(await stored()).toEqual([kept.id]);
    expect((await team.as('ana').download(`/items/${id}/files/${kept.id}`)).status).toBe(200);
  });

  it('is tried again where storage could not be reached', async () => {
    const id = await report();
    const { body: file } = await upload(id);
    made.at('2026-02-14T10:00:00Z');
    const away = { ...made.storage, remove: () => Promise.reject(new Error('unreachable')) };
    await expect(clear(away)).rejects.toMatchObject({
      errors: [expect.objectContaining({ cause: new Error('unreachable') })],
    });
    expect(await stored()).toEqual([file.id]);
    await clear();
    expect(await stored()).toEqual([]);
  });

  it('is gone where one of them cannot be removed, which is said', async () => {
    const id = await report();
    const files = await Promise.all([1, 2, 3].map(() => upload(id)));
    const [stuck, ...others] = files.map(({ body }) => body.id).toSorted();
    made.at('2026-02-14T10:00:00Z');
    const remove = async (key: string) => {
      if (key.endsWith(stuck ?? '')) throw new Error('not permitted');
      await made.storage.remove(key);
    };
    await expect(clear({ ...made.storage, remove })).rejects.toThrow('1 of 3 files could not be removed.');
    expect(others).toHaveLength(2);
    expect(await stored()).toEqual([stuck]);
    await clear();
    expect(await stored()).toEqual([]);
  });
});
