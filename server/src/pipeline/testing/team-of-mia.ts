import { afterAll, beforeAll, beforeEach } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { type HandMade, handMade } from './hand-made.ts';

/**
 * For the tests of a file: before each an organisation of its own, in which Mia manages these reps and Eva is the
 * executive.
 *
 * @returns what gives the organisation of the test that runs
 */
export function teamOfMia(reps: readonly string[]): () => HandMade {
  let server: TestDatabase | undefined;
  let made: HandMade | undefined;
  beforeAll(async () => {
    server = await openTestDatabase();
  }, 60_000);
  afterAll(() => server?.close());
  beforeEach(async () => {
    made = await handMade(ready(server).database);
    await made.person('Eva', 'executive');
    await made.person('Mia', 'manager');
    for (const rep of reps) {
      await made.person(rep, 'rep');
      await made.reports(rep, 'Mia');
    }
  });
  return () => ready(made);
}

function ready<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('asked for before the tests began');
  return thing;
}
