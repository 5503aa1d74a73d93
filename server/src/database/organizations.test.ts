import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import { makePeople } from '../../test/people.ts';
import { forEachOrganization } from './organizations.ts';

let server: TestDatabase;
const ids: string[] = [];
beforeAll(async () => {
  server = await openTestDatabase();
  for (const name of ['one', 'two', 'three']) {
    ids.push((await makePeople(server.database, name)).organizationId);
  }
});
afterAll(() => server.close());

it('what fails for one organisation is done for the others, and said at the end', async () => {
  const done: string[] = [];
  const failing = forEachOrganization(server.database, async ({ organizationId, personId }) => {
    expect(personId).toBeNull();
    if (organizationId === ids[1]) throw new Error('a row that cannot be read');
    done.push(organizationId);
  });
  await expect(failing).rejects.toMatchObject({
    message: 'It failed for 1 of 3 organisations.',
    errors: [expect.objectContaining({ message: `It failed for organisation ${ids[1]}.` })],
  });
  expect(done.toSorted()).toEqual([ids[0], ids[2]].toSorted());
});
