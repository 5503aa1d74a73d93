import type { Item } from '@plumbline/shared/contracts/items.ts';
import type { Invitations, PeoplePreview, Person } from '@plumbline/shared/contracts/people.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppUnderTest, appUnderTest, setUpToken } from '../../../test/app-under-test.ts';
import { cookieOf } from '../../../test/people.ts';

let server: AppUnderTest;
let admin: string;
let organizationId: string;

beforeAll(async () => {
  server = await appUnderTest();
  const payload = {
    token: setUpToken,
    organizationName: 'Harbour Sales',
    timeZone: 'Europe/Lisbon',
    name: 'Jon Hale',
    email: 'jon@example.com',
    password: 'a few words in a row',
  };
  const answer = await server.app.inject({ method: 'POST', url: '/api/v1/setup', payload });
  admin = cookieOf(answer);
  organizationId = answer.json().organization.id;
});
afterAll(() => server.close());

async function post<Body>(
  url: string,
  payload: object,
  cookie = admin,
): Promise<{ status: number; body: Body }> {
  const answer = await server.app.inject({
    method: 'POST',
    url: `/api/v1${url}`,
    payload,
    headers: { cookie },
  });
  return { status: answer.statusCode, body: answer.json() };
}

async function get<Body>(url: string, cookie = admin): Promise<Body> {
  const answer = await server.app.inject({ url: `/api/v1${url}`, headers: { cookie } });
  return answer.json();
}

const listed = async () => (await get<{ rows: Person[] }>('/people')).rows;
const team =
  'Mia Berg\tmia@example.com\tJon Hale\nAna Ortiz\tana@example.com\tMia Berg\nBo Lee\tbo@example.com\tmia@example.com';

describe('pasting people', () => {
  it('shows what it would do and does nothing', async () => {
    const { body } = await post<PeoplePreview>('/people/preview', { text: team });
    expect(body.people.map(({ name, role, status }) => [name, role, status])).toEqual([
      ['Mia Berg', 'manager', 'new'],
      ['Ana Ortiz', 'rep', 'new'],
      ['Bo Lee', 'rep', 'new'],
    ]);
    expect(await listed()).toHaveLength(1);
  });

  it('stores all or nothing', async () => {
    const refused = await post<{ code: string; errors: object[] }>('/people', {
      text: `${team}\nCy\tno address\tMia Berg`,
    });
    expect(refused).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ path: 'text.line 4' }] },
    });
    expect(await listed()).toHaveLength(1);
  });

  it('puts a team to work: people, reporting lines, and the call reports of the coming two weeks', async () => {
    expect((await post('/people', { text: team })).status).toBe(200);
    expect(
      (await listed()).map(({ name, role, manager, canSignIn }) => [name, role, manager?.name, canSignIn]),
    ).toEqual([
      ['Ana Ortiz', 'rep', 'Mia Berg', false],
      ['Bo Lee', 'rep', 'Mia Berg', false],
      ['Jon Hale', 'executive', undefined, true],
      ['Mia Berg', 'manager', 'Jon Hale', false],
    ]);
    // Thursday 12 February 2026 in Lisbon: due on the next two Fridays at 17:00 there.
    const items = await get<{ rows: Item[] }>('/items?scope=team');
    expect(items.rows.map(({ title, dueAt, rep }) => [rep.name, title, dueAt]).toSorted()).toEqual([
      ['Ana Ortiz', 'Call report, week 7', '2026-02-13T17:00:00.000Z'],
      ['Ana Ortiz', 'Call report, week 8', '2026-02-20T17:00:00.000Z'],
      ['Bo Lee', 'Call report, week 7', '2026-02-13T17:00:00.000Z'],
      ['Bo Lee', 'Call report, week 8', '2026-02-20T17:00:00.000Z'],
    ]);
  });

  it('again changes nothing; a new manager counts from today on', async () => {
    expect(
      (await post<PeoplePreview>('/people', { text: team })).body.people.every(
        ({ status }) => status === 'existing',
      ),
    ).toBe(true);
    server.clock.now = new Date('2026-03-02T10:00:00Z');
    await post('/people', { text: 'Bo Lee,bo@example.com,Jon Hale' });
    const lines = await server.database.read(
      { organizationId, personId: null },
      (sql) => sql`
      select manager.name, line.during::text from reporting_lines line
      join people rep on rep.organization_id = line.organization_id and rep.id = line.person_id
      join people manager on manager.organization_id = line.organization_id and manager.id = line.manager_id
      where line.organization_id = ${organizationId} and rep.name = 'Bo Lee' order by line.during`,
    );
    expect(lines.map((line) => ({ ...line }))).toEqual([
      { name: 'Mia Berg', during: '[2026-02-12,2026-03-02)' },
      { name: 'Jon Hale', during: '[2026-03-02,)' },
    ]);
    server.clock.now = new Date('2026-02-12T10:00:00Z');
  });

  it('is paged by key, and searched', async () => {
    const first = await get<{ rows: Person[]; nextCursor: string }>('/people?limit=3');
    const rest = await get<{ rows: Person[]; nextCursor: null }>(
      `/people?limit=3&cursor=${first.nextCursor}`,
    );
    expect([...first.rows, ...rest.rows].map(({ name }) => name)).toEqual([
      'Ana Ortiz',
      'Bo Lee',
      'Jon Hale',
      'Mia Berg',
    ]);
    expect(rest.nextCursor).toBeNull();
    expect((await get<{ rows: Person[] }>('/people?search=ORTIZ')).rows).toHaveLength(1);
    expect((await get<{ rows: Person[] }>('/people?search=%25')).rows).toHaveLength(0);
  });
});

describe('invitations', () => {
  const idOf = async (name: string) => (await listed()).find((person) => person.name === name)?.id ?? '';
  const tokenOf = ({ body }: { body: Invitations }) => body.invitations[0]?.url.split('#')[1] ?? '';
  const invite = async (name: string) =>
    tokenOf(await post<Invitations>('/people/invitations', { personIds: [await idOf(name)] }));

  it('let somebody choose a password, once', async () => {
    const token = await invite('Ana Ortiz');
    expect((await post('/invitations/welcome', { token })).body).toEqual({
      name: 'Ana Ortiz',
      email: 'ana@example.com',
      organizationName: 'Harbour Sales',
    });
    const accepted = await post('/invitations/acceptance', { token, password: 'another few words' });
    expect(accepted.body).toMatchObject({ name: 'Ana Ortiz', role: 'rep' });
    expect((await post('/invitations/acceptance', { token, password: 'another few words' })).status).toBe(
      404,
    );
    expect((await post('/session', { email: 'ana@example.com', password: 'another few words' })).status).toBe(
      200,
    );
  });

  it('end with a newer one, and after seven days', async () => {
    const [older, newer] = [await invite('Bo Lee'), await invite('Bo Lee')];
    expect((await post('/invitations/welcome', { token: older })).status).toBe(404);
    expect((await post('/invitations/welcome', { token: newer })).status).toBe(200);
    server.clock.now = new Date('2026-02-19T10:00:00Z');
    expect((await post('/invitations/welcome', { token: newer })).status).toBe(404);
    server.clock.now = new Date('2026-02-12T10:00:00Z');
  });

  it('are kept as digests only', async () => {
    const token = await invite('Bo Lee');
    const kept = await server.database.read(
      { organizationId, personId: null },
      (sql) => sql`
      select to_jsonb(i)::text as row from invitations i where i.organization_id = ${organizationId}`,
    );
    expect(JSON.stringify(kept)).not.toContain(token.split('.')[1]);
  });

  it('are no way into the account of somebody who signs in already', async () => {
    expect((await post('/people/invitations', { personIds: [await idOf('Jon Hale')] })).body).toMatchObject({
      code: 'wrong_state',
    });
  });

  it('of nonsense, or of another organisation, do not exist', async () => {
    const token = await invite('Bo Lee');
    const [, secret] = token.split('.');
    for (const wrong of ['x', 'AAAA.AAAA', `AAAAAAAAAAAAAAAAAAAAAA.${secret}`, `${token}x`]) {
      expect((await post('/invitations/welcome', { token: wrong })).status).toBe(404);
    }
  });
});
