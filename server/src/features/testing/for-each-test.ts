import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type MadeOrganization, type MadeTeam, madeTeam } from './made-team.ts';

/**
 * One application for a test file, and a team of its own for each of its tests, which begins at the same moment. Called
 * where the file begins; what it answers with is there once a test runs.
 */
export function teamForEachTest(startsAt: string): { made(): MadeTeam; team(): MadeOrganization } {
  let made: MadeTeam;
  let team: MadeOrganization;
  beforeAll(async () => {
    made = await madeTeam(startsAt);
  });
  beforeEach(async () => {
    made.at(startsAt);
    team = await made.another();
  });
  afterAll(() => made.close());
  return { made: () => made, team: () => team };
}
