import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import { loadCoverage, loadLines } from './record.ts';
import { handMade } from './testing/hand-made.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await openTestDatabase();
}, 60_000);
afterAll(() => server.close());

it('counts a rep as captured by the four weeks before one, and not by the week itself', async () => {
  const made = await handMade(server.database);
  await made.person('Mia', 'manager');
  for (const rep of ['Ana', 'Ben']) {
    await made.person(rep, 'rep');
    await made.reports(rep, 'Mia');
  }
  await made.deal('big', 'Ana');
  await made.activities('big', ['Ana'], 'call', '2026-02-03T10:00:00Z');
  const captured = await made.onGround(async (sql, scope) => {
    const coverage = await loadCoverage(sql, scope, await loadLines(sql), '2026-01-05');
    return ['2026-02-02', '2026-02-09', '2026-03-02', '2026-03-09'].map(
      (week) => coverage.captured(made.idOf('Mia'), week).captured,
    );
  });
  expect(captured).toEqual([0, 1, 1, 0]);
});
