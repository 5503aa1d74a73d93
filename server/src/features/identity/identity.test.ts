import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AppUnderTest, appUnderTest } from '../../../test/app-under-test.ts';
import { type MadePeople, makePeople, passwordOfAll, type SignedIn, signIn } from '../../../test/people.ts';
import * as password from './password.ts';
import { passwords } from './passwords.ts';

let server: AppUnderTest;
let people: MadePeople;
beforeAll(async () => {
  server = await appUnderTest();
  people = await makePeople(server.database);
}, 60_000);
afterAll(() => server.close());

const post = (email: string, given: string, headers: Record<string, string> = {}, app = server.app) =>
  app.inject({ method: 'POST', url: '/api/v1/session', payload: { email, password: given }, headers });

const me = ({ cookie }: SignedIn) => server.app.inject({ url: '/api/v1/me', headers: { cookie } });

describe('signing in', () => {
  it('answers with who one is, and a cookie that no script reads and no other site sends', async () => {
    const answer = await post('REP@home.example.com', passwordOfAll);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      name: 'rep',
      role: 'rep',
      manager: { name: 'manager' },
      organization: { name: 'home' },
    });
    expect(answer.headers['set-cookie']).toMatch(
      /^plumbline=[^;]+; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  it('says and does the same for an unknown address, a wrong password and somebody who has left', async () => {
    const compared = vi.spyOn(password, 'passwordMatches');
    const answers = await Promise.all([
      post('rep@home.example.com', 'not the password'),
      post('nobody@home.example.com', passwordOfAll),
      post('gone@home.example.com', passwordOfAll),
    ]);
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect({ ...answer.json(), requestId: '' }).toEqual({ ...answers[0].json(), requestId: '' });
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    // The one costly thing is done for each of them.
    expect(compared).toHaveBeenCalledTimes(3);
    compared.mockRestore();
  });

  it('sends the cookie over https alone where the page is reached by https', async () => {
    const secure = await server.another({
      config: { ...bareConfig, publicUrl: 'https://plumbline.example.com' },
    });
    try {
      const answer = await post('rep@home.example.com', passwordOfAll, {}, secure);
      expect(answer.headers['set-cookie']).toMatch(
        /^__Host-plumbline=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      );
      expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    } finally {
      await secure.close();
    }
  });

  it('is refused to other sites', async () => {
    const refused: Record<string, string>[] = [
      { origin: 'https://evil.example.com' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of refused)
      expect((await post('rep@home.example.com', passwordOfAll, headers)).statusCode).toBe(403);
    const own = {
      origin: 'http://plumbline.test:3000',
      host: 'plumbline.test:3000',
      'sec-fetch-site': 'same-origin',
    };
    expect((await post('rep@home.example.com', passwordOfAll, own)).statusCode).toBe(200);
  });

  it('slows down guessing, at one account from everywhere and from one address at every account', async () => {
    const strict = await server.another({ attempts: { perAddress: 6, perAccount: 3 } });
    try {
      const guess = (email: string, remoteAddress: string) =>
        strict.inject({
          method: 'POST',
          url: '/api/v1/session',
          payload: { email, password: 'a guess' },
          remoteAddress,
        });
      for (const last of [1, 2, 3])
        expect((await guess('rep@home.example.com', `10.0.0.${last}`)).statusCode).toBe(401);
      const atAccount = await guess('REP@home.example.com', '10.0.0.4');
      expect(atAccount.statusCode).toBe(429);
      expect(Number(atAccount.headers['retry-after'])).toBeGreaterThan(0);
      // An account that does not exist is counted like one that does.
      for (const last of [1, 2, 3])
        expect((await guess('nobody@home.example.com', `10.0.1.${last}`)).statusCode).toBe(401);
      expect((await guess('nobody@home.example.com', '10.0.1.4')).statusCode).toBe(429);
      for (const n of [1, 2, 3, 4, 5, 6])
        expect((await guess(`${n}@home.example.com`, '10.0.2.1')).statusCode).toBe(401);
      expect((await guess('7@home.example.com', '10.0.2.1')).statusCode).toBe(429);
    } finally {
      await strict.close();
    }
  });
});

describe('behind a proxy', () => {
  it('counts attempts by the caller’s own address, if the proxy is trusted, and by the proxy’s if not', async () => {
    const guess = async (trustedProxies: string | null) => {
      const app = await server.another({
        attempts: { perAddress: 1, perAccount: 100 },
        config: { ...server.usual.config, trustedProxies },
      });
      const from = (caller: string) =>
        app.inject({
          method: 'POST',
          url: '/api/v1/session',
          payload: { email: 'rep@home.example.com', password: 'a guess' },
          remoteAddress: '10.1.1.1',
          headers: { 'x-forwarded-for': caller },
        });
      const statuses = [(await from('192.0.2.1')).statusCode, (await from('192.0.2.2')).statusCode];
      await app.close();
      return statuses;
    };
    expect(await guess('10.1.0.0/16')).toEqual([401, 401]);
    expect(await guess(null)).toEqual([401, 429]);
  });
});

describe('a session', () => {
  it('ends at once when it is signed out, in every tab, and no other does', async () => {
    const [first, second] = [await signIn(server.app, 'rep'), await signIn(server.app, 'rep')];
    const out = await server.app.inject({
      method: 'DELETE',
      url: '/api/v1/session',
      headers: { cookie: first.cookie },
    });
    expect(out.statusCode).toBe(204);
    expect(out.headers['set-cookie']).toMatch(/^plumbline=;.*Expires=Thu, 01 Jan 1970/);
    expect((await me(first)).json()).toMatchObject({ status: 401, code: 'not_signed_in' });
    expect((await me(second)).statusCode).toBe(200);
  });

  it('ends with its person’s time in the organisation', async () => {
    const leaver = await signIn(server.app, 'leaver');
    expect((await me(leaver)).statusCode).toBe(200);
    await server.database.transaction(
      people.actor,
      ({ sql }) => sql`
      update people set left_on = current_date where organization_id = ${people.organizationId} and id = ${people.idOf('leaver')}`,
    );
    expect((await me(leaver)).statusCode).toBe(401);
  });

  it('ends when its person is given another role, and the next one has it', async () => {
    const before = await signIn(server.app, 'other rep');
    const become = (role: string, isAdmin: boolean) =>
      server.database.transaction(
        people.actor,
        ({ sql }) => sql`
        update people set role = ${role}, is_admin = ${isAdmin}
        where organization_id = ${people.organizationId} and id = ${people.idOf('other rep')}`,
      );
    await become('manager', false);
    expect((await me(before)).statusCode).toBe(401);
    const after = await signIn(server.app, 'other rep');
    expect((await me(after)).json()).toMatchObject({ role: 'manager' });
    await become('manager', true);
    expect((await me(after)).statusCode).toBe(401);
  });

  it('is not believed when another secret has signed it, or none', async () => {
    const { cookie } = await signIn(server.app, 'rep');
    const [head, body] = cookie.slice('plumbline='.length).split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    for (const forged of [`${head}.${body}.AAAA`, `${none}.${body}.`, 'nonsense', '']) {
      expect((await me({ cookie: `plumbline=${forged}` })).statusCode).toBe(401);
    }
  });

  it('leaves its traces in the audit log', async () => {
    const { cookie } = await signIn(server.app, 'rep');
    await server.app.inject({ method: 'DELETE', url: '/api/v1/session', headers: { cookie } });
    const entries = await server.database.read(
      people.actor,
      (sql) => sql<{ action: string }[]>`
      select action from audit_entries
      where organization_id = ${people.organizationId} and actor_id = ${people.idOf('rep')} order by id desc limit 2`,
    );
    expect(entries.map(({ action }) => action)).toEqual(['session.ended', 'session.begun']);
  });
});

describe('hashing', () => {
  it('runs a few at a time, and turns a flood away', async () => {
    let running = 0;
    let most = 0;
    const hash = vi.spyOn(password, 'hashPassword').mockImplementation(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running--;
      return 'hash';
    });
    const bounded = passwords();
    const results = await Promise.allSettled(Array.from({ length: 100 }, () => bounded.hash('a password')));
    hash.mockRestore();
    expect(most).toBe(2);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(66);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'too_many_requests' },
    });
  });
});

const bareConfig = {
  dataDir: '/nonexistent',
  metricsToken: null,
  logLevel: 'silent',
  uploadLimitBytes: 1024,
  fileLimitBytes: 1024,
} as const;
