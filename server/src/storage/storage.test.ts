import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localStorage } from './local.ts';
import { s3Storage } from './s3.ts';
import { spool } from './spool.ts';
import type { Storage } from './storage.ts';
import { bucketServer, type BucketServer } from './testing/bucket-server.ts';

let folder: string;
let server: BucketServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-storage-'));
  server = await bucketServer({
    region: 'eu-central-1',
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'a secret',
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const spooled = (...chunks: (string | Buffer)[]) =>
  spool(join(folder, 'spool'), Readable.from(chunks.map((chunk) => Buffer.from(chunk))));

const kinds: Record<string, () => Storage> = {
  'a folder': () => localStorage(join(folder, 'files')),
  'a bucket': () => s3Storage(server.bucket),
};

describe.each(Object.entries(kinds))('%s', (_, open) => {
  it('gives back what was put into it, byte for byte', async () => {
    const storage = open();
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_byte, index) => index % 251));
    await storage.put('org/one', await spooled(bytes.subarray(0, 100_000), bytes.subarray(100_000)));
    expect((await buffer(await storage.get('org/one'))).equals(bytes)).toBe(true);
  });

  it('replaces what lies under the same key', async () => {
    const storage = open();
    await storage.put('org/two', await spooled('first'));
    await storage.put('org/two', await spooled('second'));
    expect((await buffer(await storage.get('org/two'))).toString()).toBe('second');
  });

  it('forgets what was removed, also when it is removed again', async () => {
    const storage = open();
    await storage.put('org/three', await spooled('here'));
    await storage.remove('org/three');
    await storage.remove('org/three');
    await expect(storage.get('org/three')).rejects.toThrow();
  });
});

describe('a bucket', () => {
  it('refuses whoever has another secret, and says so', async () => {
    const storage = s3Storage({ ...server.bucket, secretAccessKey: 'another secret' });
    await expect(storage.put('org/four', await spooled('x'))).rejects.toThrow(/403.*SignatureDoesNotMatch/);
  });

  it('is sent the length and the digest of what it gets, and refuses what differs', async () => {
    const file = await spooled('what was looked at');
    const storage = s3Storage(server.bucket);
    await storage.put('org/five', file);
    expect(server.received.get('org/five')).toMatchObject({ length: file.size, chunked: false });
    await expect(
      storage.put('org/six', { ...file, sha256: createHash('sha256').update('other').digest() }),
    ).rejects.toThrow(/XAmzContentSHA256Mismatch/);
  });
});

describe('a spooled file', () => {
  it('knows its size and digest', async () => {
    const file = await spooled('one ', 'two');
    expect(file.size).toBe(7);
    expect(file.sha256.toString('hex')).toBe(createHash('sha256').update('one two').digest('hex'));
  });

  it('leaves nothing behind when it is cut off', async () => {
    const here = join(folder, 'cut off');
    const body = Readable.from(
      (async function* () {
        yield Buffer.from('some');
        throw new Error('the line went dead');
      })(),
    );
    await expect(spool(here, body)).rejects.toThrow('the line went dead');
    expect(await readdir(here)).toEqual([]);
  });
});
