import type { AuditPage } from '@plumbline/shared/contracts/audit.ts';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppUnderTest, appUnderTest } from '../../../test/app-under-test.ts';
import { type MadePeople, makePeople, signIn } from '../../../test/people.ts';
import { newId } from '../../database/ids.ts';
import { auditCommand } from './audit.command.ts';
import { sealOrganization } from './seal.ts';
import { verifyAudit } from './verify.ts';

let server: AppUnderTest;
let people: MadePeople;
let admin: string;
beforeAll(async () => {
  server = await appUnderTest();
  people = await makePeople(server.database);
  admin = (await signIn(server.app, 'admin')).cookie;
});
afterAll(() => server.close());

const list = async (query = ''): Promise<AuditPage> =>
  (await server.app.inject({ url: `/api/v1/audit${query}`, headers: { cookie: admin } })).json();

const verify = () => verifyAudit(server.database, people.organizationId);

const note = (action: string, subjectId = newId()) =>
  server.database.transaction({ ...people.actor, personId: people.idOf('manager') }, (tx) =>
    tx.audit({ action, subjectType: 'item', subjectId, details: { why: 'a test' } }),
  );

describe('the audit log', () => {
  it('lists who did what, newest first, paged by key', async () => {
    const subjectId = newId();
    for (const action of ['item.one', 'item.two', 'item.three']) await note(action, subjectId);
    const first = await list(`?subjectType=item&subjectId=${subjectId}&limit=2`);
    const rest = await list(`?subjectType=item&subjectId=${subjectId}&limit=2&cursor=${first.nextCursor}`);
    expect([...first.rows, ...rest.rows].map(({ action }) => action)).toEqual([
      'item.three',
      'item.two',
      'item.one',
    ]);
    expect(rest.nextCursor).toBeNull();
    expect(first.rows[0]).toMatchObject({
      actor: { name: 'manager' },
      details: { why: 'a test' },
      sealed: false,
    });
  });

  it('is not written by a change that is undone', async () => {
    const subjectId = newId();
    const failing = server.database.transaction(people.actor, async (tx) => {
      await tx.audit({ action: 'item.undone', subjectType: 'item', subjectId });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await list(`?subjectId=${subjectId}`)).rows).toEqual([]);
  });
});

describe('the chain', () => {
  it('covers every entry once, whatever the number of sealers, and later ones when they come', async () => {
    // Enough for the sealers to meet.
    await server.database.transaction(
      people.actor,
      ({ sql }) => sql`
        insert into audit_entries (organization_id, id, action, subject_type)
        select ${people.organizationId}, gen_random_uuid(), 'item.many', 'item' from generate_series(1, 2000)`,
    );
    const sealed = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(() => sealOrganization(server.database, people.organizationId)),
    );
    const before = await verify();
    expect(before).toMatchObject({
      unsealed: 0,
      broken: null,
      sealed: sealed.reduce((sum, one) => sum + one, 0),
    });
    await note('item.later');
    expect(await verify()).toMatchObject({ unsealed: 1, sealed: before.sealed, head: before.head });
    await sealOrganization(server.database, people.organizationId);
    const after = await verify();
    expect(after).toMatchObject({ unsealed: 0, sealed: before.sealed + 1, broken: null });
    expect(after.head).not.toBe(before.head);
    expect((await list()).rows.every((entry) => entry.sealed)).toBe(true);
  });

  it('cannot be touched by the server itself', async () => {
    for (const statement of [
      'update audit_entries set action = action',
      'delete from audit_seals',
      'update audit_seals set digest = digest',
    ]) {
      await expect(
        server.database.transaction(people.actor, ({ sql }) => sql.unsafe(statement)),
      ).rejects.toThrow('permission denied');
    }
  });

  it.each([
    [
      'a changed entry',
      `update audit_entries set action = 'item.nothing' where id = (select entry_id from audit_seals where position = 2)`,
      'the entry is not what was sealed',
    ],
    [
      'a changed time',
      `update audit_entries set at = at + interval '1 microsecond' where id = (select entry_id from audit_seals where position = 2)`,
      'the entry is not what was sealed',
    ],
    [
      'a seal made to fit',
      `update audit_seals set entry_digest = sha256('x') where position = 2`,
      'the entry is not what was sealed',
    ],
    [
      'a seal that follows from nothing',
      `update audit_seals set digest = sha256('x') where position = 2`,
      'the seal does not follow from the one before',
    ],
    ['a seal taken out', `delete from audit_seals where position = 2`, 'seal 2 is missing'],
  ])('shows %s, and where', async (_name, tamper, reason) => {
    expect((await verify()).broken).toBeNull();
    // Only whoever owns the tables can do this at all; put back afterwards.
    const broken = await server.asOwner(async (sql) => {
      await sql`create table kept_entries as select * from audit_entries`;
      await sql`create table kept_seals as select * from audit_seals`;
      await sql.unsafe(tamper);
      const found = (await verify()).broken;
      await sql`delete from audit_seals`;
      await sql`update audit_entries e set action = k.action, at = k.at from kept_entries k where k.id = e.id`;
      await sql`insert into audit_seals select * from kept_seals`;
      await sql`drop table kept_entries, kept_seals`;
      return found;
    });
    expect(broken).toMatchObject({ position: reason.includes('missing') ? 3 : 2, reason });
  });

  it('is proved on the command line, with an exit code', async () => {
    const printed: string[] = [];
    const program = new Command().exitOverride();
    auditCommand(program, {
      withDatabase: (work) =>
        work({ database: server.database, servingUrl: '', secrets: null, close: async () => undefined }),
      print: (line) => void printed.push(line),
      remark: () => undefined,
      now: () => new Date(),
    });
    await program.parseAsync(['audit', 'verify', '--json'], { from: 'user' });
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({
      organizations: [{ organization: 'home', broken: null, unsealed: 0 }],
    });
    await program.parseAsync(['audit', 'verify', '--organization', 'home'], { from: 'user' });
    expect(printed.at(-1)).toMatch(/^home: \d+ entries, unbroken\. Newest seal [0-9a-f]{64}\.$/);
    await expect(
      program.parseAsync(['audit', 'verify', '--organization', 'nowhere'], { from: 'user' }),
    ).rejects.toThrow('No organisation is called "nowhere"');
  });
});
