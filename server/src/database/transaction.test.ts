import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Actor, client } from './connect.ts';
import { newId } from './ids.ts';

let test: TestDatabase;
let here: Actor;
let elsewhere: Actor;

beforeAll(async () => {
  test = await openTestDatabase();
  [here, elsewhere] = await Promise.all([organization('here'), organization('elsewhere')]);
});
afterAll(() => test.close());

async function organization(name: string): Promise<Actor> {
  const organizationId = newId();
  await test.database
    .unscoped`insert into organizations (id, name, time_zone) values (${organizationId}, ${name}, 'UTC')`;
  return { organizationId, personId: null };
}

const accounts = (actor: Actor) =>
  test.database.read(actor, (sql) => sql`select name from accounts order by name`);
const entries = (actor: Actor) =>
  test.database.read(actor, (sql) => sql`select action from audit_entries order by id`);

const addAccount = (actor: Actor, name: string, organizationId = actor.organizationId) =>
  test.database.transaction(actor, async ({ sql, audit }) => {
    await sql`insert into accounts (organization_id, id, name) values (${organizationId}, ${newId()}, ${name})`;
    await audit({ action: 'account.added', subjectType: 'account' });
    if (name === 'undone') throw new Error('changed our minds');
  });

describe('a transaction', () => {
  it('lands a row and its audit entry together, or neither', async () => {
    await addAccount(here, 'Acme');
    await expect(addAccount(here, 'undone')).rejects.toThrow('changed our minds');
    expect(await accounts(here)).toEqual([{ name: 'Acme' }]);
    expect(await entries(here)).toEqual([{ action: 'account.added' }]);
  });

  it('neither shows nor takes rows of another organisation', async () => {
    expect(await accounts(elsewhere)).toEqual([]);
    await expect(addAccount(elsewhere, 'smuggled', here.organizationId)).rejects.toThrow(
      'row-level security',
    );
  });

  it('shows nothing to who names no organisation', async () => {
    expect(await test.database.unscoped`select name from accounts`).toEqual([]);
  });

  it('ends with its session', async () => {
    const stranger = { ...here, sessionId: newId() };
    await expect(test.database.read(stranger, (sql) => sql`select 1`)).rejects.toThrow(
      'the session has ended',
    );
    await expect(test.database.transaction(stranger, ({ sql }) => sql`select 1`)).rejects.toThrow(
      'the session has ended',
    );
    // The connection is fit for the next one.
    expect(await accounts(here)).toHaveLength(1);
  });

  it('reads without being able to write', async () => {
    await expect(
      test.database.read(here, (sql) => sql`update accounts set name = 'changed'`),
    ).rejects.toThrow('read-only transaction');
  });
});

describe('the schema', () => {
  const outside = ['organizations', 'sign_ins'];

  it('puts every table behind row-level security, but for the two that come before it', async () => {
    const owner = client(test.ownerUrl, { max: 1 });
    const open = await owner<{ relname: string }[]>`
      select relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity
      order by relname`;
    await owner.end();
    expect(open.map(({ relname }) => relname)).toEqual(outside);
  });

  it('begins every primary key with the organisation', async () => {
    const owner = client(test.ownerUrl, { max: 1 });
    const keys = await owner<{ name: string; first: string }[]>`
      select c.relname as name, a.attname as first
      from pg_constraint k
      join pg_class c on c.oid = k.conrelid and c.relnamespace = 'public'::regnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
      where k.contype = 'p'`;
    await owner.end();
    const wrong = keys.filter(({ name, first }) => first !== 'organization_id' && !outside.includes(name));
    expect(keys.length).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  });

  it('lets nobody who serves change or delete a fact', async () => {
    const owner = client(test.ownerUrl, { max: 1 });
    const facts = await owner<{ name: string }[]>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and obj_description(oid, 'pg_class') ~ '^(fact|log):'`;
    await owner.end();
    expect(facts.length).toBeGreaterThan(12);
    for (const { name } of facts) {
      await expect(
        test.database.unscoped`update ${test.database.unscoped(name)} set organization_id = null`,
      ).rejects.toThrow('permission denied');
      await expect(test.database.unscoped`delete from ${test.database.unscoped(name)}`).rejects.toThrow(
        'permission denied',
      );
    }
  });
});
