import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImportRunPage } from '@plumbline/shared/contracts/imports.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AppUnderTest, appUnderTest } from '../../../test/app-under-test.ts';
import { makePeople, signIn } from '../../../test/people.ts';
import { formOf, zipOf } from './testing/bundle.ts';
import { removeStaleUploads } from './upload.ts';

let server: AppUnderTest;
let cookie: string;
let folder: string;
let port: number;

beforeAll(async () => {
  server = await appUnderTest();
  await makePeople(server.database);
  ({ cookie } = await signIn(server.app, 'admin'));
  folder = join(server.usual.config.dataDir, 'uploads');
  port = Number(new URL(await server.app.listen({ port: 0, host: '127.0.0.1' })).port);
}, 60_000);
afterAll(() => server.close());

const post = (payload: string | Buffer | FormData, contentType?: string) =>
  server.app.inject({
    method: 'POST',
    url: '/api/v1/imports',
    headers: { cookie, ...(contentType === undefined ? {} : { 'content-type': contentType }) },
    payload,
  });

const runs = async () =>
  ImportRunPage.parse((await server.app.inject({ url: '/api/v1/imports', headers: { cookie } })).json()).rows;
const files = () => readdir(folder).catch(() => []);

async function expectNothingKept(): Promise<void> {
  await expect.poll(files).toEqual([]);
  expect(await runs()).toEqual([]);
}

const part =
  '--b\r\ncontent-disposition: form-data; name="file"; filename="r.zip"\r\ncontent-type: application/zip\r\n\r\n';

describe('an upload that is refused leaves no file and no run:', () => {
  test.each([
    ['a form that names no boundary', `${part}x\r\n--b--\r\n`, 'multipart/form-data'],
    ['a form whose boundary never comes', `${part}x\r\n--b--\r\n`, 'multipart/form-data; boundary=other'],
    ['garbage', '\0\u0001garbage', 'multipart/form-data; boundary=b'],
    ['a form that ends in the headers of its file', part.slice(0, 40), 'multipart/form-data; boundary=b'],
    ['a form that ends in its file', `${part}${'x'.repeat(5000)}`, 'multipart/form-data; boundary=b'],
    ['an empty body', '', 'multipart/form-data; boundary=b'],
    [
      'a field where the file should be',
      '--b\r\ncontent-disposition: form-data; name="file"\r\n\r\nx\r\n--b--\r\n',
      'multipart/form-data; boundary=b',
    ],
  ])('%s', async (_name, body, contentType) => {
    const answer = await post(body, contentType);
    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(answer.json().detail).toMatch(/zip/);
    await expectNothingKept();
  });

  test('two files at once, of which one would be forgotten', async () => {
    const zip = await zipOf({ holidays: 'date,name\n' });
    expect((await post(formOf(zip, zip))).json()).toMatchObject({
      status: 400,
      errors: [{ path: 'file', message: 'one zip at a time: send each as an import of its own' }],
    });
    await expectNothingKept();
  });

  test('a zip that is too large', async () => {
    const tooLarge = Buffer.alloc(server.usual.config.uploadLimitBytes + 1);
    expect((await post(formOf(tooLarge))).json()).toMatchObject({ status: 413, code: 'too_large' });
    await expectNothingKept();
  });

  test('no form at all', async () => {
    expect((await post('{}', 'application/json')).json()).toMatchObject({ status: 415 });
    await expectNothingKept();
  });

  test('a connection that is cut on the way', async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `POST /api/v1/imports HTTP/1.1\r\nhost: x\r\ncookie: ${cookie}\r\ncontent-type: multipart/form-data; boundary=b\r\n` +
        `content-length: 100000\r\n\r\n${part}${'x'.repeat(5000)}`,
    );
    await expect.poll(async () => (await files()).length).toBe(1);
    socket.destroy();
    await expectNothingKept();
  });
});

test('a disk that cannot be written is a failure of ours, not of the form', async () => {
  await rm(folder, { recursive: true, force: true });
  await writeFile(folder, 'a file where the folder should be');
  const answer = await post(formOf(await zipOf({ holidays: 'date,name\n' })));
  expect(answer.json()).toMatchObject({ status: 500, code: 'internal' });
  await rm(folder);
  expect(await runs()).toEqual([]);
});

test('the one file of a form is imported, whatever else the form holds', async () => {
  const form = formOf(await zipOf({ holidays: 'date,name\n2026-12-25,Christmas\n' }));
  form.append('remark', 'from the old system');
  const answer = await post(form);
  expect(answer.statusCode).toBe(202);
  await expect.poll(async () => (await runs()).map(({ status }) => status)).toEqual(['succeeded']);
  await expect.poll(files).toEqual([]);
});

test('an old upload that cannot be removed keeps none of the others', async () => {
  const left = await mkdtemp(join(tmpdir(), 'plumbline-uploads-'));
  await mkdir(join(left, 'a-folder.zip'));
  await writeFile(join(left, 'upload.zip'), 'half of it');
  const inTwoDays = new Date(Date.now() + 2 * 86_400_000);
  await expect(removeStaleUploads(left, inTwoDays)).rejects.toThrow('1 of 2 uploads could not be removed.');
  expect(await readdir(left)).toEqual(['a-folder.zip']);
  await rm(left, { recursive: true });
});
