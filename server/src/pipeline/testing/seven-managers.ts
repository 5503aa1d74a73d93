import { afterAll, beforeAll } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import type { Sql } from '../../database/connect.ts';
import { type Evaluation, type EvaluationRequest, evaluate } from '../evaluate.ts';
import { addDays } from '../weeks.ts';
import { randomRecord, recordStart, type Style } from './random-record.ts';

const now = new Date('2026-11-24T09:00:00Z');
const good: Style = { answers: 0.9, leads: 0.03 };
const friend: Style = { answers: 0.15, leads: 0.03 };
const superSalesperson: Style = { answers: 0.9, leads: 0.7 };
const seven = [good, friend, superSalesperson, good, good, good, friend];
const sixteen = 16;

/** The first day after the sixteen weeks of a record. */
export const end = addDays(recordStart, 7 * sixteen);

/**
 * For the tests of a file: random records of seven managers with four reps each, of whom the second and the last are the
 * salesperson's friends and the third is a super salesperson.
 */
export function sevenManagers() {
  let server: TestDatabase;
  beforeAll(async () => {
    server = await openTestDatabase();
  }, 60_000);
  afterAll(() => server.close());

  const read = <T>(organizationId: string, work: (sql: Sql) => Promise<T>): Promise<T> =>
    server.database.read({ organizationId, personId: null }, work);
  const write = (organizationId: string, work: (sql: Sql) => Promise<unknown>): Promise<void> =>
    server.database.transaction({ organizationId, personId: null }, async ({ sql }) => {
      await work(sql);
    });
  return {
    read,
    write,
    /** The same for the same seed; `styles` of other managers than the seven. */
    record: (seed: number, { styles = seven, weeks = sixteen } = {}) =>
      randomRecord(
        server.database,
        { managers: styles.length, repsEach: 4, weeks, seed },
        (m) => styles[m] ?? good,
      ),
    run: (organizationId: string, request: Partial<EvaluationRequest> = {}): Promise<Evaluation> =>
      evaluate(server.database, { organizationId, now, reason: 'test', asOf: end, ...request }),
    /** All that was read from the record. */
    derived: (organizationId: string) =>
      read(organizationId, async (sql) => ({
        trials: await sql`
      select manager_id, signal, settled_at, subject_id, rep_id, occurred_at, week, outcome, stratum, reason, fact_ids
      from trials where organization_id = ${organizationId} order by signal, settled_at, subject_id, manager_id`,
        readings: await sql`
      select manager_id, signal, week, revision, k, n, reps, norm from readings
      where organization_id = ${organizationId} order by manager_id, signal, week, revision`,
        evidence: await sql`
      select manager_id, pattern, week, round(log_e::numeric, 6) as log_e, judgement from evidence
      where organization_id = ${organizationId} order by manager_id, pattern, week`,
        dealWeeks: await sql`
      select * from deal_weeks where organization_id = ${organizationId} order by opportunity_id, week`,
      })),
  };
}
