import { Problem } from '@plumbline/shared/contracts/common.ts';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../src/database/ids.ts';
import { type AppUnderTest, appUnderTest } from './app-under-test.ts';
import { makePeople, type Part, signIn } from './people.ts';

let server: AppUnderTest;
const cookies = new Map<Part, string>();
beforeAll(async () => {
  server = await appUnderTest();
  await makePeople(server.database);
  for (const part of ['rep', 'manager', 'executive', 'admin'] as const)
    cookies.set(part, (await signIn(server.app, part)).cookie);
}, 60_000);
afterAll(() => server.close());

/** Sends it, and reads the answer as the problem that it has to be. */
async function refused(part: Part | null, request: InjectOptions): Promise<Problem> {
  const cookie = part === null ? {} : { cookie: cookies.get(part) };
  const answer = await server.app.inject({
    ...request,
    url: `/api/v1${String(request.url)}`,
    headers: { ...cookie, ...request.headers },
  });
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const problem = Problem.strict().parse(answer.json());
  expect(problem.status).toBe(answer.statusCode);
  expect(problem.requestId).toBe(answer.headers['x-request-id']);
  return problem;
}

const json = { 'content-type': 'application/json' };

describe('bad input', () => {
  it.each([
    ['malformed JSON', { payload: '{"email": "a', headers: json }],
    ['no JSON at all', { payload: '', headers: json }],
    ['a body that is a list', { payload: '[]', headers: json }],
    ['no body', {}],
    [
      'a key that would reach into prototypes',
      { payload: '{"__proto__": {"isAdmin": true}}', headers: json },
    ],
  ] as const)('%s is 400', async (_name, request) => {
    expect(await refused(null, { method: 'POST', url: '/session', ...request })).toMatchObject({
      status: 400,
      code: 'invalid_request',
    });
  });

  it('names each field that is wrong, and where', async () => {
    const { errors, detail } = await refused(null, {
      method: 'POST',
      url: '/session',
      payload: { email: 'no address', password: '' },
    });
    expect(errors?.map(({ path }) => path)).toEqual(['email', 'password']);
    expect(detail).toContain('email: ');
  });

  it('tells a wrong parameter from a wrong body', async () => {
    expect(await refused('rep', { url: '/items?limit=1000' })).toMatchObject({
      code: 'invalid_request',
      errors: [{ path: 'limit' }],
    });
    expect(await refused('rep', { url: '/items/17' })).toMatchObject({
      code: 'invalid_request',
      errors: [{ path: 'id' }],
    });
  });

  it('of 2 MB is 413, of another kind 415', async () => {
    const big = { email: 'a@example.com', password: 'x'.repeat(2 * 1024 * 1024) };
    expect(await refused(null, { method: 'POST', url: '/session', payload: big })).toMatchObject({
      status: 413,
      code: 'too_large',
    });
    const form = { payload: 'email=a', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    expect(await refused(null, { method: 'POST', url: '/session', ...form })).toMatchObject({
      status: 415,
      code: 'unsupported_media_type',
    });
  });

  it('that no database stores is 400, not a failure', async () => {
    const text = 'Ana\u0000,ana@example.com,';
    expect(await refused('admin', { method: 'POST', url: '/people', payload: { text } })).toMatchObject({
      code: 'invalid_request',
    });
  });

  it.each([
    'nonsense',
    '%',
    'e30',
    Buffer.from('["2026-01-01"]').toString('base64url'),
    Buffer.from('[1,2,3]').toString('base64url'),
  ])('a cursor of no list (%s) is 400', async (cursor) => {
    for (const [part, url] of [
      ['rep', '/items'],
      ['rep', '/follow-ups'],
      ['admin', '/people'],
      ['admin', '/audit'],
      ['admin', '/imports'],
      ['executive', '/flags'],
    ] as const) {
      const problem = await refused(part, { url: `${url}?cursor=${encodeURIComponent(cursor)}` });
      expect([problem.status, problem.code, url]).toEqual([400, 'invalid_cursor', url]);
    }
  });

  it('an address that is no address is 400, an unknown one 404', async () => {
    expect(await refused(null, { url: '/items/%zz' })).toMatchObject({ status: 400 });
    expect(await refused(null, { url: '/nothing-here' })).toMatchObject({ status: 404, code: 'not_found' });
    expect(await refused(null, { method: 'DELETE', url: '/items' })).toMatchObject({ status: 404 });
  });
});

describe('what is not there', () => {
  it('is 404, whether it exists elsewhere or not', async () => {
    const unknown = newId();
    for (const [part, url] of [
      ['rep', `/items/${unknown}`],
      ['executive', `/flags/${unknown}`],
      ['admin', `/imports/${unknown}`],
    ] as const) {
      expect(await refused(part, { url })).toMatchObject({ status: 404, code: 'not_found' });
    }
  });
});

describe('a failure of our own', () => {
  it('is logged whole and told to nobody; no log holds a cookie, a password or a body', async () => {
    let starting = true;
    const now = () => {
      if (starting) return new Date();
      throw new Error('the secret reason');
    };
    const log: string[] = [];
    const logStream = { write: (line: string) => void log.push(line) };
    const app = await server.another({
      now,
      logStream,
      config: { ...server.usual.config, logLevel: 'debug' },
    });
    starting = false;
    const cookie = cookies.get('rep') ?? '';
    const answer = await app.inject({ url: '/api/v1/items', headers: { cookie } });
    const payload = { email: 'rep@home.example.com', password: 'a password nobody has' };
    await app.inject({ method: 'POST', url: '/api/v1/session', payload });
    await app.close();
    const problem = Problem.parse(answer.json());
    expect(problem).toMatchObject({
      status: 500,
      code: 'internal',
      title: 'Something went wrong on our side',
    });
    expect(answer.body).not.toContain('secret reason');
    const logged = log.join('');
    expect(logged).toContain('the secret reason');
    expect(logged).toContain('problems.test.ts');
    expect(logged).toContain(problem.requestId);
    for (const secret of [cookie.split('=')[1] ?? cookie, payload.password, payload.email])
      expect(logged).not.toContain(secret);
  });
});

describe('a database that goes away', () => {
  it('is 503 while it is gone, and served again without a restart when it is back', async () => {
    const items = () => server.app.inject({ url: '/api/v1/items', headers: { cookie: cookies.get('rep') } });
    const ready = () => server.app.inject({ url: '/api/v1/health/ready' });
    expect((await items()).statusCode).toBe(200);
    await server.network.cut();
    const answers = await Promise.all([items(), items(), items()]);
    for (const answer of answers) {
      expect(answer.json()).toMatchObject({ status: 503, code: 'unavailable' });
      expect(answer.headers['retry-after']).toBe('2');
    }
    expect(
      (
        await server.app.inject({
          method: 'POST',
          url: '/api/v1/session',
          payload: { email: 'rep@home.example.com', password: 'x' },
        })
      ).statusCode,
    ).toBe(503);
    expect((await ready()).json()).toEqual({
      status: 'unavailable',
      checks: { database: false, migrations: false },
    });
    expect((await server.app.inject({ url: '/api/v1/health/live' })).statusCode).toBe(200);
    await server.network.restore();
    await expect.poll(async () => (await items()).statusCode, { timeout: 10_000 }).toBe(200);
    expect((await ready()).statusCode).toBe(200);
  }, 30_000);
});
