import { noticeKinds } from '@plumbline/shared/domain/vocabulary.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { type MadePeople, makePeople } from '../../../test/people.ts';
import { newId } from '../../database/ids.ts';
import { type NewNotice, notify } from './notify.ts';
import { wordsOf } from './words.ts';

let server: TestDatabase;
let people: MadePeople;
beforeAll(async () => {
  server = await openTestDatabase();
  people = await makePeople(server.database);
});
afterAll(() => server.close());

const told = (subjectId: string) =>
  server.database.read(
    people.actor,
    (sql) => sql<{ personId: string; data: object }[]>`
    select person_id, data from notices where organization_id = ${people.organizationId} and subject_id = ${subjectId}`,
  );
const late = (id: string, changes: Partial<NewNotice> = {}): NewNotice => ({
  to: people.idOf('rep'),
  kind: 'item_late',
  subject: { type: 'item', id },
  at: new Date('2026-02-12T10:00:00Z'),
  data: { title: 'Call report', dueAt: '2026-02-11T17:00:00Z' },
  ...changes,
});

describe('telling people', () => {
  it('lands with its cause, or not at all', async () => {
    const id = newId();
    const failing = server.database.transaction(people.actor, async (tx) => {
      await notify(tx, [late(id)]);
      throw new Error('the cause failed');
    });
    await expect(failing).rejects.toThrow('the cause failed');
    expect(await told(id)).toEqual([]);
    await server.database.transaction(people.actor, (tx) => notify(tx, [late(id)]));
    expect(await told(id)).toEqual([
      { personId: people.idOf('rep'), data: { title: 'Call report', dueAt: '2026-02-11T17:00:00Z' } },
    ]);
  });

  it('is done once an occasion, however often a job runs, and never to whoever has left', async () => {
    const id = newId();
    const run = (occasion?: string) =>
      server.database.transaction(people.actor, (tx) =>
        notify(tx, [late(id, { occasion }), late(id, { occasion, to: people.idOf('gone') })]),
      );
    await Promise.all([run('11 Feb'), run('11 Feb')]);
    expect(await told(id)).toHaveLength(1);
    await run('18 Feb');
    expect(await told(id)).toHaveLength(2);
    await run();
    await run();
    expect((await told(id)).map(({ personId }) => personId)).toEqual(Array(4).fill(people.idOf('rep')));
  });
});

describe('open pages', () => {
  it('are told of notices that are new, and of those alone', async () => {
    const heard: unknown[] = [];
    const run = (notices: readonly NewNotice[]) =>
      server.database.transaction(people.actor, (tx) =>
        notify({ ...tx, hint: async ({ concerns }) => void heard.push(concerns) }, notices),
      );
    const known = late(newId(), { occasion: 'once' });
    await run([known]);
    await run([known]);
    await run([
      known,
      late(newId(), { to: people.idOf('manager') }),
      late(newId(), { to: people.idOf('gone') }),
    ]);
    expect(heard).toEqual([[people.idOf('rep')], [people.idOf('manager')]]);
  });
});

describe('the words', () => {
  const data = {
    by: 'Mia',
    title: 'Call report',
    dueAt: '2026-02-13T17:00:00Z',
    until: '2026-02-13T17:00:00Z',
  };

  it.each(noticeKinds)('say what %s is about and where to go', (kind) => {
    const id = newId();
    const { title, path } = wordsOf({ kind, subject: { type: 'item', id }, data }, 'UTC');
    expect(title.length).toBeGreaterThan(10);
    expect(path).toMatch(/^\/[a-z]/);
  });

  it('give times in the reader’s own zone', () => {
    const subject = { type: 'item', id: newId() } as const;
    expect(wordsOf({ kind: 'item_due', subject, data }, 'America/New_York').text).toBe(
      'It is due Fri 13 Feb, 12:00.',
    );
  });
});
