import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { newId } from '../../database/ids.ts';
import type { Database } from '../../database/connect.ts';
import { liveHub } from './hub.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await openTestDatabase();
});
afterAll(() => server.close());

const viewer = () => ({
  organizationId: newId(),
  personId: newId(),
  sessionId: newId(),
  role: 'executive' as const,
  isAdmin: false,
});

/** A hub whose line to the database stands when the test says so. */
function hubOf() {
  const line = Promise.withResolvers<() => Promise<void>>();
  const asked = Promise.withResolvers<void>();
  const database: Pick<Database, 'read' | 'hearChanges'> = {
    // Whose session runs is not what is tried here.
    read: (actor, work) => server.database.read({ ...actor, sessionId: undefined }, work),
    hearChanges: () => {
      asked.resolve();
      return line.promise;
    },
  };
  const hub = liveHub({ database, now: () => new Date('2026-02-12T10:00:00Z'), onError: expect.fail });
  return { hub, asked: asked.promise, stand: () => line.resolve(async () => undefined) };
}

it('keeps nothing of a page that goes while it is taken in', async () => {
  const { hub, asked, stand } = hubOf();
  const gone = new AbortController();
  const following = hub.follow(viewer(), gone.signal);
  await asked;
  expect(hub.size).toBe(1);
  gone.abort();
  stand();
  await following;
  expect(hub.size).toBe(0);
  await hub.close();
});

it('keeps nothing of a page that went before it was taken in', async () => {
  const { hub } = hubOf();
  const events = await hub.follow(viewer(), AbortSignal.abort());
  expect(hub.size).toBe(0);
  for await (const event of events) expect.fail(`it was told ${String(event.subjects)}`);
  await hub.close();
});
