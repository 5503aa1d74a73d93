import { Problem } from '@plumbline/shared/contracts/common.ts';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildApp } from '../src/app.ts';
import { newId } from '../src/database/ids.ts';
import { type AppUnderTest, appUnderTest } from './app-under-test.ts';
import { type MadePeople, makePeople, type Part, signIn } from './people.ts';

let server: AppUnderTest;
let home: MadePeople;
const cookies = new Map<Part, string>();
beforeAll(async () => {
  server = await appUnderTest();
  home = await makePeople(server.database);
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

  it('an address that is no address is 400, an unknown one 404', async () => {
    expect(await refused(null, { url: '/items/%zz' })).toMatchObject({ status: 400 });
    expect(await refused(null, { url: '/nothing-here' })).toMatchObject({ status: 404, code: 'not_found' });
    expect(await refused(null, { method: 'DELETE', url: '/items' })).toMatchObject({ status: 404 });
  });
});

/** What the first part of a cursor may be, and what looks like it and cannot be. */
const keys = {
  instant: {
    possible: '2026-02-12 10:00:00.123456+00',
    impossible: [
      '2026-13-45 99:99:99+00',
      '2026-02-30 10:00:00+00',
      '0000-01-01 00:00:00+00',
      '2026-02-12 24:00:00+00',
      '2026-02-12 10:00:60+00',
    ],
  },
  day: { possible: '2026-02-12', impossible: ['2026-13-45', '2026-02-30', '0000-01-01'] },
  id: { possible: newId(), impossible: ['2026-02-12', 7] },
  name: { possible: 'Ana', impossible: [null, 'x'.repeat(201)] },
  position: { possible: 7, impossible: [-1, 1.5, 2 ** 40, '7'] },
};

/** Every list that is paged: who reads it, and what its cursor is made of (the `Key` of its read model). */
const lists: Record<
  string,
  { part: Part; address?: () => string; by: keyof typeof keys; rest?: readonly string[] }
> = {
  '/absences': { part: 'manager', by: 'day', rest: [newId()] },
  '/audit': { part: 'admin', by: 'id' },
  '/deliveries': { part: 'admin', by: 'instant', rest: [newId()] },
  '/directives': { part: 'executive', by: 'instant', rest: [newId()] },
  '/directives/own/items': {
    part: 'executive',
    address: () => '/directives/own/items?about=not_done',
    by: 'instant',
    rest: [newId()],
  },
  '/escalations': { part: 'executive', by: 'instant', rest: [newId()] },
  '/exceptions': { part: 'rep', by: 'instant', rest: [newId()] },
  '/flags': { part: 'executive', by: 'instant', rest: [newId()] },
  '/flags/{id}/trials': {
    part: 'executive',
    address: () => `/flags/${newId()}/trials`,
    by: 'instant',
    rest: ['silence', newId()],
  },
  '/follow-ups': { part: 'rep', by: 'instant', rest: [newId()] },
  '/imports': { part: 'admin', by: 'id' },
  '/imports/{id}/problems': {
    part: 'admin',
    address: () => `/imports/${newId()}/problems`,
    by: 'position',
  },
  '/inbox': { part: 'rep', by: 'instant', rest: [newId()] },
  '/interventions': { part: 'manager', by: 'day', rest: ['2026-02-12 10:00:00.123456+00', newId()] },
  '/items': { part: 'rep', by: 'instant', rest: [newId()] },
  '/joint-calls': { part: 'rep', by: 'instant', rest: [newId()] },
  '/people': { part: 'admin', by: 'name', rest: [newId()] },
  '/reviews': { part: 'manager', by: 'instant', rest: [newId()] },
  '/takeovers': { part: 'manager', by: 'day', rest: [newId()] },
  '/today': { part: 'manager', by: 'instant', rest: [newId()] },
  '/trials': {
    part: 'manager',
    address: () => `/trials?manager=${home.idOf('manager')}`,
    by: 'instant',
    rest: ['silence', newId()],
  },
};

describe('a cursor', () => {
  const asCursor = (...key: unknown[]) => Buffer.from(JSON.stringify(key)).toString('base64url');
  const page = (path: string, cursor: string) => {
    const address = lists[path]?.address?.() ?? path;
    return `${address}${address.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
  };

  it('is tried here on every list that takes one', async () => {
    const { paths } = z
      .object({ paths: z.record(z.string(), z.object({ get: z.unknown().optional() })) })
      .parse((await server.app.inject({ url: '/api/v1/openapi.json' })).json());
    const paged = Object.entries(paths)
      .filter(([, { get }]) => JSON.stringify(get ?? {}).includes('"name":"cursor"'))
      .map(([path]) => path.slice('/api/v1'.length));
    expect(paged.toSorted()).toEqual(Object.keys(lists));
  });

  it.each(Object.entries(lists))('of %s is taken', async (path, { part, by, rest = [] }) => {
    const url = `/api/v1${page(path, asCursor(keys[by].possible, ...rest))}`;
    const answer = await server.app.inject({ url, headers: { cookie: cookies.get(part) } });
    // 404: the list is that of something unknown, which is looked for after the cursor was read.
    expect(answer.statusCode).toBe(path.includes('{id}') ? 404 : 200);
  });

  it.each(Object.entries(lists))('of %s that cannot be is 400', async (path, { part, by, rest = [] }) => {
    const cursors = [
      'nonsense',
      '%',
      'e30',
      asCursor(),
      asCursor(1, 2, 3),
      asCursor(keys[by].possible, ...rest, 'more'),
      ...keys[by].impossible.map((first) => asCursor(first, ...rest)),
    ];
    for (const cursor of cursors) {
      const { status, code } = await refused(part, { url: page(path, cursor) });
      expect([cursor, status, code]).toEqual([cursor, 400, 'invalid_cursor']);
    }
  });
});

describe('a day or a time', () => {
  it.each([
    ['from=0000-01-01', 'from'],
    ['to=0206-01-05', 'to'],
    ['from=2026-02-30', 'from'],
    ['from=9999-12-31', 'from'],
  ])('that nobody can mean (%s) is 400', async (query, path) => {
    const url = `/trials?manager=${home.idOf('manager')}&${query}`;
    expect(await refused('manager', { url })).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
  });

  it('is 400 in a body and beside others, too', async () => {
    const subject = `manager=${home.idOf('manager')}&signal=silence&subject=${newId()}`;
    for (const at of ['0000-01-01T00:00:00Z', '2026-02-30T00:00:00Z', '+012026-01-01T00:00:00Z']) {
      const url = `/trials/facts?${subject}&settledAt=${encodeURIComponent(at)}`;
      expect(await refused('manager', { url })).toMatchObject({
        code: 'invalid_request',
        errors: [{ path: 'settledAt' }],
      });
      const request = { url: `/items/${newId()}/extension-requests`, payload: { newDueAt: at } };
      expect(await refused('rep', { method: 'POST', ...request })).toMatchObject({
        code: 'invalid_request',
        errors: [{ path: 'newDueAt' }],
      });
    }
  });

  it('that only the database finds out of range is what was sent, and no failure of ours', async () => {
    const app = await buildApp(server.usual);
    for (const [path, statement] of [
      ['day', `select '2026-02-30'::date`],
      ['format', `select 'soon'::date`],
      ['number', 'select 3000000000::bigint::integer'],
    ] as const)
      app.get(`/${path}`, { config: { permission: 'public' } }, () =>
        server.database.unscoped.unsafe(statement),
      );
    await app.ready();
    for (const url of ['/day', '/format', '/number'])
      expect((await app.inject({ url })).json()).toMatchObject({ status: 400, code: 'invalid_request' });
    await app.close();
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
