import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problem } from './problem.ts';
import { web } from './web.ts';

let folder: string;
let app: FastifyInstance;
const script = `console.log('${'plumb '.repeat(500)}')`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-web-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Plumbline</title>');
  await writeFile(join(folder, 'assets/main-4f2a.js'), script);
  await writeFile(join(folder, 'plumb.svg'), '<svg/>');
  app = Fastify();
  await app.register(problem);
  await app.register(web, { folder });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
const navigation = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the page', () => {
  it.each(['/', '/today', '/managers/0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c01?tab=silence'])(
    'is what a browser gets that goes to %s',
    async (url) => {
      const answer = await get(url, navigation);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
      });
      expect(answer.body).toContain('Plumbline');
    },
  );

  it('is not what programs get, nor the API, nor a file that is missing', async () => {
    for (const [url, headers] of [
      ['/today', { accept: 'application/json' }],
      ['/api/v1/nothing', navigation],
      ['/assets/gone-1234.js', navigation],
      ['/../package.json', navigation],
      ['/%2e%2e/package.json', navigation],
    ] as const) {
      expect([url, (await get(url, headers)).statusCode]).toEqual([url, 404]);
    }
  });
});

describe('a file of the page', () => {
  it('never changes under its name, and travels compressed', async () => {
    const plain = await get('/assets/main-4f2a.js');
    expect(plain.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    expect(plain.body).toBe(script);
    const brotli = await get('/assets/main-4f2a.js', { 'accept-encoding': 'gzip, deflate, br' });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.rawPayload).toString()).toBe(script);
    const gzip = await get('/assets/main-4f2a.js', { 'accept-encoding': 'gzip' });
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(script);
  });

  it('is not sent again to whoever has it', async () => {
    const { etag } = (await get('/plumb.svg')).headers;
    expect((await get('/plumb.svg', { 'if-none-match': `W/"x", ${String(etag)}` })).statusCode).toBe(304);
    expect((await get('/plumb.svg', { 'if-none-match': '"x"' })).statusCode).toBe(200);
  });
});

it('is missing without harm before it was built', async () => {
  const bare = Fastify();
  await bare.register(problem);
  await bare.register(web, { folder: join(folder, 'nowhere') });
  expect((await bare.inject({ url: '/', headers: navigation })).json()).toMatchObject({ code: 'not_found' });
  await bare.close();
});
