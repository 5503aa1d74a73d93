import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Role } from '@plumbline/shared/domain/roles.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '../src/database/ids.ts';
import { can } from '../src/policies/can.ts';
import { spool } from '../src/storage/spool.ts';
import { type AppUnderTest, appUnderTest } from './app-under-test.ts';
import { fixed, makeRecord } from './authorisation.record.ts';
import { type Caller, callers, routes } from './authorisation.routes.ts';
import { type MadePeople, makePeople, type Part, signIn } from './people.ts';

let server: AppUnderTest;
let home: MadePeople;
const cookies = new Map<Caller, string>();
let strangeRep: string;

beforeAll(async () => {
  server = await appUnderTest();
  home = await makePeople(server.database);
  const elsewhere = await makePeople(server.database, 'elsewhere');
  await server.database.transaction(
    elsewhere.actor,
    ({ sql }) => sql`
    update people set is_admin = true where organization_id = ${elsewhere.organizationId} and id = ${elsewhere.idOf('executive')}`,
  );
  await makeRecord(server, home);
  const folder = join(server.usual.config.dataDir, 'spool');
  await server.usual.storage.put(
    `${home.organizationId}/${fixed.file}`,
    await spool(folder, Readable.from([Buffer.from('text')])),
  );
  for (const part of [
    'rep',
    'other rep',
    'manager',
    'other manager',
    'executive',
    'admin',
  ] as const satisfies Part[]) {
    cookies.set(part, (await signIn(server.app, part)).cookie);
  }
  cookies.set('stranger', (await signIn(server.app, 'executive', 'elsewhere')).cookie);
  strangeRep = (await signIn(server.app, 'rep', 'elsewhere')).cookie;
});
afterAll(() => server.close());

/** The routes as the application has them; HEAD goes with GET. */
const known = () =>
  server.app.routeTable
    .filter(({ url, method }) => url.startsWith('/api/v1/') && method !== 'HEAD')
    .map(({ method, url, permission }) => ({
      route: `${method} ${url.slice('/api/v1'.length)}`,
      permission,
    }));

async function call(route: string, caller: Caller): Promise<number> {
  const { id, query, payload } = routes[route] ?? { answers: '' };
  const path = route
    .replace(/(?<=\/):\w+/, id === undefined ? '' : await id())
    .replace(':fileId', fixed.file);
  return send(`${path}${query?.() ?? ''}`, caller, route, await payload?.());
}

/** @param asked method and address */
async function send(asked: string, caller: Caller, route: string, payload?: object): Promise<number> {
  const [method, address = ''] = asked.split(' ');
  const cookie = cookieOf(caller, route);
  const isStream = route.endsWith('/events') || route === 'GET /live';
  const answer = await server.app.inject({
    method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).parse(method),
    url: `/api/v1${address}`,
    headers: {
      ...(cookie === undefined ? {} : { cookie }),
      accept: isStream ? 'text/event-stream' : '*/*',
    },
    payload,
    // The answer to a stream is its beginning.
    payloadAsStream: isStream,
  });
  if (isStream) answer.stream().destroy();
  return answer.statusCode;
}

/** The strangest stranger is one whom the permission would let through. */
function cookieOf(caller: Caller, route: string): string | undefined {
  if (caller !== 'stranger') return cookies.get(caller);
  const permission = known().find((one) => one.route === route)?.permission ?? 'public';
  return can({ role: 'executive', isAdmin: true }, permission) ? cookies.get(caller) : strangeRep;
}

const anId = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** The same about something that is not there. */
const elsewhere = (text: string) =>
  text.replaceAll(new RegExp(anId, 'g'), newId).replaceAll(/:(id|fileId)\b/g, newId);

const partsOf: Record<Exclude<Caller, 'signed out' | 'stranger'>, { role: Role; isAdmin: boolean }> = {
  rep: { role: 'rep', isAdmin: false },
  'other rep': { role: 'rep', isAdmin: false },
  manager: { role: 'manager', isAdmin: false },
  'other manager': { role: 'manager', isAdmin: false },
  executive: { role: 'executive', isAdmin: false },
  admin: { role: 'rep', isAdmin: true },
};

describe('authorisation', () => {
  it('knows every route, and no other', () => {
    expect(
      known()
        .map(({ route }) => route)
        .toSorted(),
    ).toEqual(Object.keys(routes).toSorted());
  });

  it('declares nothing that permissions forbid', () => {
    for (const { route, permission = 'public' } of known()) {
      const [signedOut, ...answers] = (routes[route]?.answers ?? '').split(' ');
      expect([route, signedOut === '401']).toEqual([route, permission !== 'public']);
      for (const [index, [caller, who]] of Object.entries(partsOf).entries()) {
        const isRefused = answers[index] === '403' || answers[index] === '401';
        if (!can(who, permission)) expect([route, caller, isRefused]).toEqual([route, caller, true]);
      }
    }
  });

  // Before the routes themselves are tried, of which the last ends the sessions.
  it('is never asked about what is not there: that is 404 to all whom the route serves', async () => {
    const tried = new Set<string>();
    for (const { route, permission = 'public' } of known()) {
      const { query, payload } = routes[route] ?? {};
      const sent = JSON.stringify((await payload?.()) ?? null);
      const asked = `${route}${query?.() ?? ''}`;
      if (!/:id/.test(asked) && !anId.test(asked) && !anId.test(sent)) continue;
      tried.add(route);
      for (const caller of callers) {
        if (caller === 'signed out' || caller === 'stranger' || !can(partsOf[caller], permission)) continue;
        const body = z
          .record(z.string(), z.unknown())
          .nullable()
          .parse(JSON.parse(elsewhere(sent)));
        const status = await send(elsewhere(asked), caller, route, body ?? undefined);
        expect([route, caller, status]).toEqual([route, caller, 404]);
      }
    }
    for (const named of [
      'POST /flags/:id/review',
      'POST /follow-ups',
      'POST /people/invitations',
      'GET /trials',
    ])
      expect(tried).toContain(named);
  });

  it.each(Object.entries(routes))('%s', async (route, { answers }) => {
    const statuses: number[] = [];
    for (const caller of callers) statuses.push(await call(route, caller));
    expect(statuses.join(' ')).toBe(answers);
  });
});
