import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { type MadePeople, makePeople } from '../../../test/people.ts';
import { newId } from '../../database/ids.ts';
import { deliver, type DeliverDeps } from './deliver.ts';
import { mailer, type Mailer } from './mail.ts';
import { type NewNotice, notify } from './notify.ts';
import { mailServer } from './testing/mail-server.ts';

let server: TestDatabase;
let people: MadePeople;
let smtp: Awaited<ReturnType<typeof mailServer>>;
let mails: Mailer;
let now: Date;
let organizations = 0;

beforeAll(async () => {
  server = await openTestDatabase();
});
beforeEach(async () => {
  people = await makePeople(server.database, `home${organizations++}`);
  smtp = await mailServer();
  mails = mailer({ smtpUrl: smtp.url, from: 'Plumbline <plumbline@example.com>' });
  now = new Date('2026-02-12T10:00:00Z');
});
afterEach(async () => {
  mails.close();
  await smtp.close();
});
afterAll(() => server.close());

const deps = (): DeliverDeps => ({
  database: server.database,
  mailer: mails,
  webhooks: { allows: () => true, timeout: 300, plainHttp: true },
  pageUrl: 'https://plumbline.example.com',
  digest: async () => null,
  now: () => now,
  onError: (error) => expect.fail(String(error)),
});
const run = () => deliver(deps(), people.organizationId);
const pass = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

async function tell(changes: Partial<NewNotice> = {}): Promise<void> {
  await server.database.transaction(people.actor, (tx) =>
    notify(tx, [
      {
        to: people.idOf('rep'),
        kind: 'asked',
        subject: { type: 'item', id: newId() },
        at: now,
        data: { by: 'Mia', title: 'Call report', note: 'Anything <in> the way?' },
        ...changes,
      },
    ]),
  );
}

const set = (settings: Record<string, unknown>) =>
  server.database.transaction(
    people.actor,
    ({ sql }) => sql`
    insert into notification_settings ${sql({ organizationId: people.organizationId, personId: people.idOf('rep'), ...settings })}`,
  );

const deliveries = () =>
  server.database.read(
    people.actor,
    (sql) => sql<{ channel: string; state: string; attempts: number; error: string | null }[]>`
    select channel, state, attempts, error from deliveries where organization_id = ${people.organizationId} order by channel, id`,
  );

describe('mail', () => {
  it('says who asked, in plain text and HTML, and leads to the item', async () => {
    await tell();
    await run();
    const [mail] = smtp.received;
    expect(mail?.to).toEqual([expect.stringMatching(/^rep@home/)]);
    const raw = mail?.raw ?? '';
    const text = mail?.text ?? '';
    expect(raw).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(raw).toMatch(/^List-Unsubscribe: <https:\/\/plumbline\.example\.com\/notifications>/m);
    expect(text).toContain('Anything <in> the way?');
    expect(text).toContain('Anything &lt;in&gt; the way?');
    expect(text).toContain('https://plumbline.example.com/items/');
    expect(text).not.toContain('<img');
    expect(await deliveries()).toMatchObject([{ channel: 'mail', state: 'sent' }]);
  });

  it('goes out once, however often and beside itself the job runs', async () => {
    await tell();
    await Promise.all([run(), run(), run()]);
    await run();
    expect(smtp.received).toHaveLength(1);
  });

  it('still goes out when the mail server was away for a day', async () => {
    smtp.is('busy');
    await tell();
    for (let hour = 0; hour <= 24; hour++) {
      await run();
      pass(60);
    }
    expect(smtp.received).toEqual([]);
    smtp.is('takes');
    await run();
    expect(smtp.received).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ state: 'sent' }]);
  });

  it('is not tried more often than it waits for', async () => {
    smtp.is('busy');
    await tell();
    await run();
    await run();
    expect(await deliveries()).toMatchObject([{ state: 'waiting', attempts: 1 }]);
    pass(1);
    await run();
    expect(await deliveries()).toMatchObject([{ state: 'waiting', attempts: 2 }]);
  });

  it('that is refused, or that nobody takes for three days, is laid aside and says why', async () => {
    smtp.is('refuses');
    await tell();
    await run();
    expect(await deliveries()).toMatchObject([{ state: 'dead', error: 'The mail server refused it (550).' }]);
    smtp.is('busy');
    await tell();
    for (let hour = 0; hour <= 74; hour++) {
      await run();
      pass(60);
    }
    expect((await deliveries()).map(({ state }) => state)).toEqual(['dead', 'dead']);
  });

  it('that may have arrived is not sent again', async () => {
    smtp.is('falls silent');
    await tell();
    await run();
    smtp.is('takes');
    pass(60);
    await run();
    expect(smtp.received).toHaveLength(1);
    expect(await deliveries()).toMatchObject([
      { state: 'dead', error: expect.stringContaining('may have arrived') },
    ]);
  });

  it('whose letter cannot be put together is tried again, and said to the log', async () => {
    await server.database.transaction(
      people.actor,
      ({ sql }) => sql`
      insert into deliveries ${sql({ organizationId: people.organizationId, id: newId(), personId: people.idOf('rep'), digestDay: '2026-02-12', channel: 'mail', nextAt: now, createdAt: now })}`,
    );
    await tell();
    const errors: unknown[] = [];
    const onError = (error: unknown) => void errors.push(error);
    const fault = new Error('a row that cannot be read');
    const failing = { ...deps(), digest: () => Promise.reject(fault), onError };
    await deliver(failing, people.organizationId);
    expect(errors).toEqual([fault]);
    // The one beside it went out.
    expect(smtp.received).toHaveLength(1);
    expect((await deliveries()).map(({ state, error }) => [state, error]).toSorted()).toEqual([
      ['sent', null],
      ['waiting', 'It could not be put together.'],
    ]);
    pass(1);
    const letter = { subject: 'Your day', sections: [] };
    await deliver({ ...deps(), digest: async () => letter }, people.organizationId);
    expect(smtp.received).toHaveLength(2);
  });

  it('that a server was sending as it died is laid aside, not sent again', async () => {
    await tell();
    smtp.is('busy');
    await run();
    await server.database.transaction(
      people.actor,
      ({ sql }) => sql`
      update deliveries set state = 'sending', claimed_at = ${now} where organization_id = ${people.organizationId}`,
    );
    smtp.is('takes');
    pass(10);
    await run();
    expect(await deliveries()).toMatchObject([{ state: 'sending' }]);
    pass(10);
    await run();
    expect(await deliveries()).toMatchObject([{ state: 'dead' }]);
    expect(smtp.received).toEqual([]);
  });

  it('goes to nobody who cannot sign in, nobody who has left, and nobody of the sample', async () => {
    await tell({ to: people.idOf('invited') });
    await tell();
    await server.database.transaction(
      people.actor,
      ({ sql }) => sql`update organizations set is_sample = true where id = ${people.organizationId}`,
    );
    await run();
    expect(smtp.received).toEqual([]);
    await server.database.transaction(people.actor, async ({ sql }) => {
      await sql`update organizations set is_sample = false where id = ${people.organizationId}`;
      await sql`
        update people set left_on = '2026-02-12' where organization_id = ${people.organizationId} and id = ${people.idOf('rep')}`;
    });
    await run();
    expect(smtp.received).toEqual([]);
    expect(await deliveries()).toMatchObject([{ state: 'dropped' }]);
  });
});

describe('what somebody chose', () => {
  it.each(['digest', 'never'])('%s: nothing goes out at once', async (when) => {
    await set({ preferences: { follow_ups: { when, where: ['mail'] } } });
    await tell();
    await run();
    expect(await deliveries()).toEqual([]);
  });

  it('is by group: what falls due waits for the digest unless it is wanted at once', async () => {
    await tell({ kind: 'item_late', data: { title: 'Call report', dueAt: '2026-02-11T17:00:00Z' } });
    await run();
    expect(await deliveries()).toEqual([]);
    await set({ preferences: { work: { when: 'at_once', where: ['mail'] } } });
    await tell({ kind: 'item_late', data: { title: 'Call report', dueAt: '2026-02-11T17:00:00Z' } });
    await run();
    expect(smtp.received).toHaveLength(1);
  });
});

describe('chat', () => {
  let hook: Server;
  let posted: string[];
  let url: string;
  beforeEach(async () => {
    posted = [];
    hook = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        posted.push(body);
        // The one of Teams hangs.
        if (request.url === '/slack') response.end('ok');
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
    const address = hook.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterEach(() => {
    hook.closeAllConnections();
    hook.close();
  });

  it('goes where there is a webhook; one that hangs holds neither the other nor the mail', async () => {
    await set({
      preferences: { follow_ups: { when: 'at_once', where: ['mail', 'slack', 'teams'] } },
      slackUrl: `${url}/slack`,
      teamsUrl: `${url}/teams`,
    });
    await tell();
    await run();
    expect(await deliveries()).toMatchObject([
      { channel: 'mail', state: 'sent' },
      { channel: 'slack', state: 'sent' },
      { channel: 'teams', state: 'waiting', error: 'It did not answer in time.' },
    ]);
    expect(posted).toHaveLength(2);
  });
});
