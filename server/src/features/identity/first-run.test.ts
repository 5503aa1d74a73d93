import type { SampleState } from '@plumbline/shared/contracts/session.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppUnderTest, appUnderTest, setUpToken } from '../../../test/app-under-test.ts';
import { cookieOf, makePeople } from '../../../test/people.ts';
import type { Progress } from '../imports/reading/progress.ts';

let server: AppUnderTest;
/** The sample's loading, to be ended by the test. */
let loading = Promise.withResolvers<void>();
let progress: Progress | null = null;
let loads = 0;

beforeAll(async () => {
  server = await appUnderTest({
    loadSample: (shown) => {
      loads += 1;
      progress = shown;
      return loading.promise;
    },
  });
});
afterAll(() => server.close());

const send = (method: 'GET' | 'POST', url: string, payload?: object, headers: Record<string, string> = {}) =>
  server.app.inject({ method, url: `/api/v1${url}`, headers, ...(payload === undefined ? {} : { payload }) });

describe('the sample organisation', () => {
  const state = async (): Promise<SampleState> => (await send('GET', '/sample')).json();

  it('is loaded once, in the background, and says how far it is', async () => {
    expect(await state()).toEqual({ state: 'absent', stage: null });
    expect((await send('POST', '/sample/session', { as: 'rep' })).json()).toMatchObject({
      code: 'wrong_state',
    });
    expect((await send('POST', '/sample')).statusCode).toBe(202);
    await send('POST', '/sample');
    expect(loads).toBe(1);
    expect(await state()).toEqual({ state: 'loading', stage: 'Inventing half a year of records' });
    if (progress !== null) progress.stage = 'checking';
    expect(await state()).toEqual({ state: 'loading', stage: 'Checking every row' });
  });

  it('can be tried again when loading failed', async () => {
    loading.reject(new Error('no room on the disk'));
    await expect.poll(state).toEqual({ state: 'failed', stage: null });
    loading = Promise.withResolvers();
    expect((await send('POST', '/sample')).json()).toMatchObject({ state: 'loading' });
  });

  it('is entered as one of the three, whose pages show something; the session before ends', async () => {
    const people = await makePeople(server.database, 'sample');
    await server.database.transaction(
      people.actor,
      ({ sql }) => sql`
      update organizations set is_sample = true where id = ${people.organizationId}`,
    );
    // Imported, yet still being read.
    expect((await send('POST', '/sample/session', { as: 'rep' })).statusCode).toBe(409);
    loading.resolve();
    await expect.poll(state).toEqual({ state: 'ready', stage: null });
    await server.database.transaction(
      people.actor,
      ({ sql }) => sql`
      insert into flags (organization_id, id, manager_id, pattern, raised_at, notified_at, open_from, policy_version, method_version, evidence)
      values (${people.organizationId}, gen_random_uuid(), ${people.idOf('other manager')}, 'friend', '2026-02-02', '2026-02-02', '2026-02-09', 1, '1', '{}')`,
    );

    const entered = await send('POST', '/sample/session', { as: 'manager' });
    expect(entered.json()).toMatchObject({
      role: 'manager',
      name: 'other manager',
      organization: { isSample: true },
      waiting: { ownFlags: 1 },
    });
    const headers = { cookie: cookieOf(entered) };
    expect((await send('POST', '/sample/session', { as: 'executive' }, headers)).json()).toMatchObject({
      role: 'executive',
    });
    expect((await send('GET', '/me', undefined, headers)).statusCode).toBe(401);
  });

  it('is not there for another machine, another name, or a proxy on this one', async () => {
    for (const url of ['/sample', '/sample/session']) {
      for (const elsewhere of [
        { remoteAddress: '10.0.0.7' },
        { headers: { host: 'plumbline.example.com' } },
        { headers: { 'x-forwarded-for': '10.0.0.7' } },
        { headers: { forwarded: 'for=10.0.0.7' } },
      ]) {
        const answer = await server.app.inject({
          method: 'POST',
          url: `/api/v1${url}`,
          payload: { as: 'rep' },
          ...elsewhere,
        });
        expect(answer.statusCode).toBe(404);
      }
    }
    const welcome = await server.app.inject({ url: '/api/v1/welcome', remoteAddress: '10.0.0.7' });
    expect(welcome.json()).toEqual({ empty: true, sampleOffered: false });
  });
});

describe('setting up', () => {
  const wanted = {
    token: setUpToken,
    organizationName: 'Harbour Sales',
    timeZone: 'Europe/Lisbon',
    name: 'Jon Hale',
    email: 'Jon.Hale@harbour.example.com',
    password: 'a few words in a row',
    role: 'executive',
  };

  it('takes the link of this start, a time zone that exists, and a password of 12 characters', async () => {
    expect((await send('POST', '/setup', { ...wanted, token: 'another' })).json()).toMatchObject({
      code: 'not_found',
    });
    expect((await send('POST', '/setup', { ...wanted, timeZone: 'Mars/Olympus' })).json()).toMatchObject({
      errors: [{ path: 'timeZone' }],
    });
    expect((await send('POST', '/setup', { ...wanted, password: 'short' })).json()).toMatchObject({
      errors: [{ path: 'password' }],
    });
    expect((await send('GET', '/welcome')).json()).toEqual({ empty: true, sampleOffered: true });
  });

  it('makes the organisation, its administrator and its policy, and signs in; once', async () => {
    const answers = await Promise.all([
      send('POST', '/setup', wanted),
      send('POST', '/setup', { ...wanted, email: 'second@harbour.example.com' }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
    const done = answers.find(({ statusCode }) => statusCode === 200);
    expect(done?.json()).toMatchObject({
      role: 'executive',
      isAdmin: true,
      timeZone: 'Europe/Lisbon',
      organization: { name: 'Harbour Sales', isSample: false },
    });
    expect((await send('GET', '/welcome')).json()).toMatchObject({ empty: false });

    const organizationId: string = done?.json().organization.id;
    const [policy] = await server.database.read(
      { organizationId, personId: null },
      (sql) => sql`
      select version, in_force_from, norms->>'silence' as silence from policies where organization_id = ${organizationId}`,
    );
    expect(policy).toEqual({ version: 1, inForceFrom: '2026-02-12', silence: '0.35' });
  });

  it('is not possible where the server printed no link', async () => {
    const app = await server.another({ setUpToken: null });
    const answer = await app.inject({ method: 'POST', url: '/api/v1/setup', payload: wanted });
    await app.close();
    expect(answer.statusCode).toBe(404);
  });
});
