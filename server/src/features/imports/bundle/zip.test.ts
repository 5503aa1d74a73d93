import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { zipOf } from '../testing/bundle.ts';
import { BundleError } from './source.ts';
import { openZip, zipLimits } from './zip.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-zip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function zipped(add: (zip: ZipFile) => void): Promise<Buffer> {
  const zip = new ZipFile();
  add(zip);
  zip.end();
  return buffer(Readable.from(zip.outputStream));
}

/** Rewrites a name inside the zip, in both places where it stands, to one that no honest tool would write. */
function renamed(zip: Buffer, from: string, to: string): Buffer {
  if (from.length !== to.length) throw new Error('names of the same length');
  return Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');
}

const refusal = async (path: string, limits = zipLimits): Promise<string> => {
  const error = await openZip(path, limits).catch((caught: unknown) => caught);
  if (!(error instanceof BundleError)) throw new Error('opened what it should refuse');
  return error.message;
};

test('opens files in a folder of the zip and leaves the maker’s own alone', async () => {
  const path = await write(
    'good.zip',
    await zipped((zip) => {
      zip.addEmptyDirectory('records');
      zip.addBuffer(Buffer.from('id\n1\n'), 'records/people.csv');
      zip.addBuffer(Buffer.from('x'), '__MACOSX/records/._people.csv');
      zip.addBuffer(Buffer.from('x'), 'records/.DS_Store');
    }),
  );
  const source = await openZip(path);
  expect(source.files.map(({ name, size }) => ({ name, size }))).toEqual([{ name: 'people.csv', size: 5 }]);
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await source.files[0]?.open()) ?? []) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe('id\n1\n');
  await source.close();
});

test('refuses what is no zip', async () => {
  expect(await refusal(await write('text.zip', Buffer.from('id,name\n')))).toContain('a zip file');
});

test('refuses names that climb out or are absolute', async () => {
  const zip = await zipOf({ people: 'id\n' }, 'aa/');
  expect(await refusal(await write('climb.zip', renamed(zip, 'aa/people.csv', '../people.csv')))).toContain(
    'sound zip',
  );
  expect(await refusal(await write('root.zip', renamed(zip, 'aa/people.csv', '//tpeople.csv')))).toContain(
    'sound zip',
  );
});

test('refuses links', async () => {
  const path = await write(
    'link.zip',
    await zipped((zip) => zip.addBuffer(Buffer.from('/etc/passwd'), 'people.csv', { mode: 0o120777 })),
  );
  expect(await refusal(path)).toContain('not a link');
});

test('refuses a bomb by its ratio, its size and the number of its files', async () => {
  const bomb = await write(
    'bomb.zip',
    await zipped((zip) => zip.addBuffer(Buffer.alloc(5_000_000, 'a'), 'people.csv')),
  );
  expect(await refusal(bomb)).toContain('times its size');
  expect(await refusal(bomb, { ...zipLimits, ratio: 1e6, bytes: 1_000_000 })).toContain('when unpacked');
  const many = await write(
    'many.zip',
    await zipped((zip) => {
      for (let at = 0; at < 20; at++) zip.addBuffer(Buffer.from('x'), `${at}.csv`);
    }),
  );
  expect(await refusal(many, { ...zipLimits, entries: 10 })).toContain('at most 10 files');
});

test('a file that holds more than the directory says ends in an error, not in more', async () => {
  const zip = await zipOf({ people: 'a'.repeat(1000) });
  // The unpacked size stands little-endian, in the local header's descriptor and in the directory.
  const lie = Buffer.from(zip);
  const directory = lie.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
  lie.writeUInt32LE(10, directory + 24);
  const source = await openZip(await write('lie.zip', lie));
  const read = async () => {
    for await (const _ of (await source.files[0]?.open()) ?? []);
  };
  await expect(read()).rejects.toThrow();
  await source.close();
});

test('refuses the same file twice', async () => {
  const path = await write(
    'twice.zip',
    await zipped((zip) => {
      zip.addBuffer(Buffer.from('x'), 'a/people.csv');
      zip.addBuffer(Buffer.from('x'), 'b/people.csv');
    }),
  );
  expect(await refusal(path)).toBe('each file once');
});
