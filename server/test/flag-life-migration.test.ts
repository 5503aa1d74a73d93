import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { client, type Sql } from '../src/database/connect.ts';
import { newId } from '../src/database/ids.ts';

const migrations = new URL('../../drizzle/migrations/', import.meta.url);
const Journal = z.object({ entries: z.array(z.object({ tag: z.string() })) });
const { entries } = Journal.parse(
  JSON.parse(readFileSync(new URL('meta/_journal.json', migrations), 'utf8')),
);
const before = entries.filter(({ tag }) => tag < '0017').map(({ tag }) => tag);

let superuser: Sql;
let sql: Sql;
const name = `test_${newId().replaceAll('-', '')}`;

beforeAll(async () => {
  superuser = client(inject('superuserUrl'), { max: 1 });
  await superuser.unsafe(`create database ${name}`);
  const address = new URL(inject('superuserUrl'));
  address.pathname = `/${name}`;
  sql = client(address.href, { max: 1 });
  for (const tag of before) await migrate(tag);
});
afterAll(async () => {
  await sql.end();
  await superuser.unsafe(`drop database ${name} with (force)`);
  await superuser.end();
});

const migrate = (tag: string) => sql.unsafe(readFileSync(new URL(`${tag}.sql`, migrations), 'utf8'));

it('turns the replies and reviews that there are into steps, and keeps every flag readable', async () => {
  const [organizationId, mia, eva, flag, cleared] = [newId(), newId(), newId(), newId(), newId()];
  const evidence = {
    sentence: 'A sentence',
    readings: [
      { signal: 'silence', k: 18, n: 20, norm: 0.35, judgement: 'over' },
      { signal: 'face_value', k: 2, n: 20, norm: 0.45, judgement: 'within' },
    ],
    counterEvidence: ['2 of 20 reasons'],
    wouldClear: '18 of the next 20',
    evidence: [{ week: '2026-01-19', logE: 4 }],
    fromWeek: '2026-01-05',
  };
  await sql`insert into organizations (id, name, time_zone) values (${organizationId}, 'Harbour', 'UTC')`;
  for (const [id, role] of [
    [mia, 'manager'],
    [eva, 'executive'],
  ] as const)
    await sql`
      insert into people (organization_id, id, name, email, role, time_zone)
      values (${organizationId}, ${id}, ${role}, ${`${role}@example.com`}, ${role}, 'UTC')`;
  for (const [id, pattern, clearedAt] of [
    [flag, 'friend', null],
    [cleared, 'super', '2026-03-02'],
  ] as const)
    await sql`
      insert into flags (organization_id, id, manager_id, pattern, raised_at, notified_at, open_from, cleared_at, cleared_by, policy_version, method_version, evidence)
      values (${organizationId}, ${id}, ${mia}, ${pattern}, '2026-01-26', '2026-01-26', '2026-02-02', ${clearedAt},
        ${clearedAt === null ? null : 'evidence'}, 1, '1', ${JSON.stringify(evidence)}::text::jsonb)`;
  await sql`
    insert into flag_replies (organization_id, id, flag_id, author_id, body, occurred_at)
    values (${organizationId}, ${newId()}, ${flag}, ${mia}, 'Two were new.', '2026-01-28')`;
  await sql`
    insert into flag_reviews (organization_id, id, flag_id, reviewer_id, decision, reason, look_again_on, occurred_at)
    values (${organizationId}, ${newId()}, ${flag}, ${eva}, 'plan_agreed', '', '2026-03-01', '2026-02-03')`;

  for (const { tag } of entries.filter((entry) => entry.tag >= '0017' && entry.tag < '0019'))
    await migrate(tag);

  const steps = await sql`
    select flag_id, step, author_id, words, look_again_on, cleared_by from flag_steps order by flag_id, occurred_at`;
  const none = { authorId: null, words: null, lookAgainOn: null, clearedBy: null };
  expect(steps).toEqual([
    { ...none, flagId: flag, step: 'raised' },
    { ...none, flagId: flag, step: 'replied', authorId: mia, words: 'Two were new.' },
    { ...none, flagId: flag, step: 'plan_agreed', authorId: eva, lookAgainOn: '2026-03-01' },
    { ...none, flagId: cleared, step: 'raised' },
    { ...none, flagId: cleared, step: 'cleared', clearedBy: 'evidence' },
  ]);
  const [row] = await sql<{ evidence: unknown }[]>`select evidence from flags where id = ${flag}`;
  expect(row?.evidence).toEqual({
    ...evidence,
    readings: evidence.readings.map((reading) => ({ ...reading, shrunken: null, funnel: null })),
    counterEvidence: ['face_value'],
    clearing: [],
    evidence: [{ week: '2026-01-19', logE: 4, signals: [] }],
  });
});
