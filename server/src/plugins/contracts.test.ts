import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contracts } from './contracts.ts';

const Person = z.object({
  name: z.string(),
  age: z.int(),
  share: z.number(),
  email: z.email().nullable(),
  manager: z.object({ name: z.string() }).nullable(),
  tags: z.array(z.enum(['a', 'b'])),
  note: z.string().optional(),
  details: z.record(z.string(), z.unknown()),
});

const ana = {
  name: 'Ana "the" Ortiz\u2028',
  age: 31,
  share: 0.25,
  email: null,
  manager: { name: 'Mia' },
  tags: ['a'],
  details: { any: [1, { thing: null }] },
};

let answer: unknown;
const apps = new Map<boolean, FastifyInstance>();
beforeAll(async () => {
  for (const checkAnswers of [false, true]) {
    const app = Fastify();
    await app.register(contracts, { checkAnswers });
    app.get('/', { schema: { response: { 200: z.object({ rows: z.array(Person) }) } } }, async () => ({
      rows: [answer],
    }));
    await app.ready();
    apps.set(checkAnswers, app);
  }
});
afterAll(() => Promise.all([...apps.values()].map((app) => app.close())));

async function sent(given: unknown, checkAnswers = false) {
  answer = given;
  const response = await apps.get(checkAnswers)?.inject('/');
  return { status: response?.statusCode, row: response?.json().rows?.[0] };
}

describe('an answer', () => {
  it('is written as its contract has it', async () => {
    expect(await sent(ana)).toEqual({ status: 200, row: ana });
    const other = { ...ana, email: 'ana@example.com', manager: null, tags: [], note: 'hi', details: {} };
    expect(await sent(other)).toEqual({ status: 200, row: other });
  });

  it('never holds a field that the contract does not name, however deep', async () => {
    const leaking = { ...ana, passwordHash: 'secret', manager: { name: 'Mia', passwordHash: 'secret' } };
    expect(await sent(leaking)).toEqual({ status: 200, row: ana });
  });

  it('without a field of its contract fails, and fractions are kept where whole numbers were promised', async () => {
    const { name: _name, ...nameless } = ana;
    expect((await sent(nameless)).status).toBe(500);
    expect((await sent({ ...ana, age: 31.5 })).row).toMatchObject({ age: 31.5 });
  });

  it('is checked by the whole contract in tests', async () => {
    expect((await sent(ana, true)).status).toBe(200);
    expect((await sent({ ...ana, age: 31.5 }, true)).status).toBe(500);
    expect((await sent({ ...ana, email: 'no address' }, true)).status).toBe(500);
  });
});

it('refuses, before it starts, a contract whose alternatives it could not tell apart', async () => {
  const app = Fastify();
  await app.register(contracts, { checkAnswers: false });
  app.get(
    '/',
    { schema: { response: { 200: z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]) } } },
    async () => ({ a: '' }),
  );
  await expect(app.ready()).rejects.toThrow('alternatives');
});
