import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrozenEvidence } from '@plumbline/shared/contracts/evidence.ts';
import type { Sql } from '../database/connect.ts';
import { newId } from '../database/ids.ts';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Evaluation, type EvaluationRequest, evaluate } from './evaluate.ts';
import { randomRecord, recordStart, type Style } from './testing/random-record.ts';
import { addDays } from './weeks.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await openTestDatabase();
}, 60_000);
afterAll(() => server.close());

const now = new Date('2026-11-24T09:00:00Z');
const good: Style = { answers: 0.9, leads: 0.03 };
const friend: Style = { answers: 0.15, leads: 0.03 };
const superSalesperson: Style = { answers: 0.9, leads: 0.7 };
const styles = [good, friend, superSalesperson, good, good, good, friend];
const weeks = 16;
const end = addDays(recordStart, 7 * weeks);

const record = (seed: number, weeksOf = weeks) =>
  randomRecord(
    server.database,
    { managers: styles.length, repsEach: 4, weeks: weeksOf, seed },
    (m) => styles[m] ?? good,
  );

const run = (organizationId: string, request: Partial<EvaluationRequest> = {}): Promise<Evaluation> =>
  evaluate(server.database, { organizationId, now, reason: 'test', asOf: end, ...request });

const read = <T>(organizationId: string, work: (sql: Sql) => Promise<T>): Promise<T> =>
  server.database.read({ organizationId, personId: null }, work);

const flagsOf = ({ flags }: Evaluation) =>
  flags
    .map(
      ({ managerId, pattern, raisedAt, clearedAt }) =>
        `${managerId} ${pattern} ${raisedAt.toISOString()} ${clearedAt?.toISOString()}`,
    )
    .toSorted();

const derived = (organizationId: string) =>
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
  }));

/** How many occasions were frozen with a flag, by signal. */
const frozenBySignal = async (organizationId: string, flagId: string) => {
  const rows = await read(
    organizationId,
    (sql) => sql<{ signal: string; n: number }[]>`
      select signal, count(*) as n from flag_trials where organization_id = ${organizationId} and flag_id = ${flagId} group by signal`,
  );
  return Object.fromEntries(rows.map(({ signal, n }) => [signal, n]));
};

describe('evaluate', () => {
  it('raises flags on those who earned them', async () => {
    const { organizationId, managerIds } = await record(1);
    const { flags } = await run(organizationId);
    expect(
      flags.map(({ managerId, pattern }) => `${managerIds.indexOf(managerId)} ${pattern}`).toSorted(),
    ).toEqual(['1 friend', '2 super', '6 friend']);
    for (const { raisedAt } of flags) expect(raisedAt.getUTCDay()).toBe(1);
  });

  it('comes to the same week by week and in a replay, which stores nothing', async () => {
    const { organizationId } = await record(2);
    const replayed = await run(organizationId, { replayFrom: recordStart });
    expect(await derived(organizationId)).toEqual({ trials: [], readings: [], evidence: [], dealWeeks: [] });
    for (let day = addDays(recordStart, 7); day <= end; day = addDays(day, 7))
      await run(organizationId, { asOf: day });
    const weekly = await run(organizationId, { withReadings: true });
    expect(flagsOf(weekly)).toEqual(flagsOf(replayed));
    expect(replayed.flags.length).toBeGreaterThan(0);
    expect(weekly.readings).toEqual(replayed.readings);
  }, 60_000);

  it('makes the same trials, readings and evidence in steps as from scratch', async () => {
    const inSteps = await record(7);
    for (const day of ['2026-01-19', '2026-01-21', '2026-02-16', '2026-03-30'])
      await run(inSteps.organizationId, { asOf: day });
    await run(inSteps.organizationId);
    const atOnce = await record(7);
    await run(atOnce.organizationId);
    const named = async ({ organizationId, managerIds }: Awaited<ReturnType<typeof record>>) => {
      const { trials, readings, evidence, dealWeeks } = await derived(organizationId);
      const line = (row: Record<string, unknown>, ...columns: string[]) =>
        [managerIds.indexOf(String(row['managerId'])), ...columns.map((column) => String(row[column]))].join(
          ' ',
        );
      return {
        trials: trials
          .map((row) => line(row, 'signal', 'settledAt', 'occurredAt', 'outcome', 'stratum', 'reason'))
          .toSorted(),
        readings: readings.map((row) => line(row, 'signal', 'week', 'k', 'n', 'reps', 'norm')).toSorted(),
        evidence: evidence.map((row) => line(row, 'pattern', 'week', 'logE', 'judgement')).toSorted(),
        dealWeeks: dealWeeks.map((row) => line(row, 'week', 'ledBy', 'byRep', 'byManagerAlone')).toSorted(),
      };
    };
    const [steps, once] = [await named(inSteps), await named(atOnce)];
    expect(steps.trials.length).toBeGreaterThan(1000);
    expect(steps).toEqual(once);
  }, 60_000);

  it('begins the evidence anew where an earlier method kept the sheets', async () => {
    const { organizationId } = await record(1);
    const strongest = async (week: string) => {
      const [row] = await read(
        organizationId,
        (sql) => sql<{ logE: number }[]>`
          select max(log_e) as log_e from evidence where organization_id = ${organizationId} and week = ${week}`,
      );
      return row?.logE ?? Number.NaN;
    };
    const day = addDays(end, -7);
    await run(organizationId, { asOf: day });
    expect(await strongest(addDays(day, -7))).toBeGreaterThan(10);
    await server.database.transaction(
      { organizationId, personId: null },
      ({ sql }) => sql`
        update sheets set state = jsonb_set(state, '{evidence}', '{"method": "an earlier one"}')
        where organization_id = ${organizationId}`,
    );
    await run(organizationId);
    expect(await strongest(day)).toBeLessThan(10);
  });

  it('says of a day gone by what stood then, and nothing of later weeks', async () => {
    const { organizationId } = await record(8);
    const earlier = addDays(recordStart, 7 * 6);
    const asOf = addDays(earlier, 3);
    const then = await run(organizationId, { asOf, withReadings: true });
    await run(organizationId);
    const now = await run(organizationId, { withReadings: true });
    expect(now.flags.length).toBeGreaterThan(then.flags.length);
    expect(now.readings).not.toEqual(then.readings);
    expect(await run(organizationId, { asOf, withReadings: true })).toEqual({ ...then, trials: 0 });
  }, 30_000);

  it('does nothing on a day on which no week closed, and refuses a day to come', async () => {
    const { organizationId } = await record(3, 6);
    await run(organizationId, { asOf: '2026-02-02' });
    const before = await derived(organizationId);
    expect(await run(organizationId, { asOf: '2026-02-07' })).toMatchObject({ trials: 0 });
    expect(await derived(organizationId)).toEqual(before);
    await expect(run(organizationId, { asOf: '2026-11-25' })).rejects.toThrow(/has not come/);
    await expect(run(newId())).rejects.toThrow(/no organisation/);
  });

  it('freezes the occasions and the sentence with a flag', async () => {
    const { organizationId } = await record(1);
    await run(organizationId);
    const flags = await read(
      organizationId,
      (sql) =>
        sql<
          {
            id: string;
            evidence: { sentence: string; wouldClear: string; readings: { n: number; signal: string }[] };
          }[]
        >`select id, evidence from flags where organization_id = ${organizationId}`,
    );
    expect(flags).toHaveLength(3);
    for (const { id, evidence } of flags) {
      expect(evidence.sentence).toMatch(/\d+(\.\d)? of \d+ .*; the norm is at most \d+ %/);
      expect(evidence.wouldClear).toMatch(/^\d+ of the next \d+ /);
      expect(await frozenBySignal(organizationId, id)).toEqual(
        Object.fromEntries(evidence.readings.filter(({ n }) => n > 0).map(({ signal, n }) => [signal, n])),
      );
    }
  });

  it('freezes no occasion of a week in which its signal could not be judged', async () => {
    const { organizationId, managerIds } = await record(1);
    const friendId = managerIds[1] ?? '';
    // Exceptions begin in the fifth week: nothing is read from them in that week and the next, while silence is.
    await server.database.transaction(
      { organizationId, personId: null },
      ({ sql }) => sql`
        insert into exceptions (organization_id, id, kind, rep_id, requested_at, decided_by, decided_at, decision, known_at, provenance)
        select ${organizationId}, gen_random_uuid(), 'discount', line.person_id, day, line.manager_id, day + interval '1 hour', 'supported',
          day + interval '1 hour', 'imported'
        from reporting_lines line
        cross join generate_series('2026-02-03'::timestamptz, '2026-02-12', interval '1 day') day
        where line.organization_id = ${organizationId} and line.manager_id = ${friendId} and upper_inf(line.during)`,
    );
    await run(organizationId);
    const [flag] = await read(
      organizationId,
      (sql) => sql<{ id: string; evidence: { readings: { n: number; signal: string }[] }; stored: number }[]>`
        select f.id, f.evidence, (
          select count(*) from trials t
          where t.organization_id = f.organization_id and t.manager_id = f.manager_id and t.signal = 'advocacy'
        ) as stored
        from flags f where f.organization_id = ${organizationId} and f.manager_id = ${friendId}`,
    );
    expect(flag?.stored).toBeGreaterThan(0);
    const frozen = await frozenBySignal(organizationId, flag?.id ?? '');
    expect(frozen['advocacy']).toBeUndefined();
    expect(frozen['silence']).toBe(flag?.evidence.readings.find(({ signal }) => signal === 'silence')?.n);
  });

  it('freezes which weeks and signals made the evidence grow', async () => {
    const { organizationId } = await record(1);
    await run(organizationId);
    const flags = await read(
      organizationId,
      (sql) => sql<{ evidence: FrozenEvidence; logE: number }[]>`
        select f.evidence, e.log_e from flags f
        join evidence e on e.organization_id = f.organization_id and e.manager_id = f.manager_id and e.pattern = f.pattern
          and e.week = f.raised_at::date - 7
        where f.organization_id = ${organizationId}`,
    );
    expect(flags).toHaveLength(3);
    for (const { evidence, logE } of flags) {
      const weeks = evidence.evidence;
      expect(weeks.at(-1)?.logE).toBeCloseTo(logE, 9);
      const shares = weeks.flatMap(({ signals }) => signals);
      expect(shares.reduce((sum, share) => sum + share.logE, 0)).toBeCloseTo(logE, 9);
      for (const { signal, k, n } of evidence.readings) {
        const ofSignal = shares.filter((share) => share.signal === signal);
        expect(ofSignal.reduce((sum, share) => sum + share.k, 0)).toBeCloseTo(k, 9);
        expect(ofSignal.reduce((sum, share) => sum + share.n, 0)).toBe(n);
      }
    }
  });

  it('puts a parallel reading beside the frozen one when an import comes late', async () => {
    const { organizationId } = await record(4);
    await run(organizationId);
    const before = await derived(organizationId);
    const flags = await read(
      organizationId,
      (sql) => sql`select * from flags where organization_id = ${organizationId}`,
    );
    await answerLate(organizationId);
    await run(organizationId);
    const after = await derived(organizationId);
    const frozen = after.readings.filter(({ revision }) => revision === 0);
    const parallel = after.readings.filter(({ revision }) => revision > 0);
    expect(frozen).toEqual(before.readings);
    expect(after.evidence).toEqual(before.evidence);
    expect(parallel.map(({ signal, revision }) => `${signal} ${revision}`)).toContain('silence 1');
    expect(parallel.length).toBeLessThan(8);
    expect(
      await read(organizationId, (sql) => sql`select * from flags where organization_id = ${organizationId}`),
    ).toEqual(flags);
  }, 30_000);
});

/** Brings, by a late import, answers to the first lapses of a manager's that nobody had answered; `of` null: of anybody's. */
async function answerLate(organizationId: string, of: string | null = null, many = 1) {
  await server.database.transaction({ organizationId, personId: null }, async ({ sql }) => {
    const lapses = await sql<{ subjectId: string; managerId: string; repId: string; occurredAt: Date }[]>`
      select subject_id, manager_id, rep_id, occurred_at from trials
      where organization_id = ${organizationId} and signal = 'silence' and reason = 'no_answer' and revision = 0
        and (${of}::uuid is null or manager_id = ${of}) and week >= '2026-02-09'
      order by settled_at, subject_id limit ${many}`;
    expect(lapses).toHaveLength(many);
    for (const lapse of lapses) {
      const id = newId();
      const at = new Date(lapse.occurredAt.getTime() + 60_000);
      await sql`
        insert into follow_ups (organization_id, id, manager_id, rep_id, occurred_at, recorded_at, known_at, channel, outcome, provenance)
        values (${organizationId}, ${id}, ${lapse.managerId}, ${lapse.repId}, ${at}, ${at}, ${at}, 'call', 'coaching', 'imported')`;
      await sql`
        insert into follow_up_items (organization_id, follow_up_id, item_id) values (${organizationId}, ${id}, ${lapse.subjectId})`;
    }
    await sql`
      insert into import_runs (organization_id, id, origin, file_name, status, inserted, finished_at)
      values (${organizationId}, ${newId()}, 'command', 'late', 'succeeded', 1, '2026-11-24T10:00:00Z')`;
  });
}

describe('a flag', () => {
  const raisedFlag = async (seed: number) => {
    const { organizationId, managerIds } = await record(seed);
    for (let day = addDays(recordStart, 7); day <= end; day = addDays(day, 7)) {
      const { flags } = await run(organizationId, { asOf: day });
      const flag = flags.find(({ managerId }) => managerId === managerIds[1]);
      if (flag !== undefined) return { organizationId, managerId: flag.managerId, day };
    }
    throw new Error('the friend was not found');
  };

  it('is cleared by a reviewer, and its evidence begins anew', async () => {
    const { organizationId, managerId, day } = await raisedFlag(5);
    await server.database.transaction({ organizationId, personId: null }, async ({ sql }) => {
      await sql`
        insert into flag_steps (organization_id, id, flag_id, author_id, step, words, occurred_at)
        select ${organizationId}, ${newId()}, id, ${managerId}, 'not_borne_out', 'a hard quarter', ${`${addDays(day, 1)}T10:00:00Z`}
        from flags where organization_id = ${organizationId} and manager_id = ${managerId}`;
    });
    const { flags } = await run(organizationId, { asOf: addDays(day, 7) });
    const flag = flags.find((one) => one.managerId === managerId);
    expect(flag?.clearedAt?.toISOString().slice(0, 10)).toBe(addDays(day, 7));
    const [row] = await read(
      organizationId,
      (sql) => sql<{ detail: { signals: { n: number }[] }; clearedBy: string }[]>`
        select e.detail, f.cleared_by from evidence e
        join flags f on f.organization_id = e.organization_id and f.manager_id = e.manager_id and f.pattern = e.pattern
        where e.organization_id = ${organizationId} and e.manager_id = ${managerId} and e.pattern = 'friend' and e.week = ${day}`,
    );
    expect(row?.clearedBy).toBe('review');
    const [reading] = await read(
      organizationId,
      (sql) => sql<{ n: number }[]>`
        select n from readings where organization_id = ${organizationId} and manager_id = ${managerId} and signal = 'silence' and week = ${day}`,
    );
    expect(row?.detail.signals[0]?.n).toBe(reading?.n);
  }, 30_000);

  const decide = (flagOf: { organizationId: string; managerId: string }, decision: string, day: string) =>
    server.database.transaction(
      { organizationId: flagOf.organizationId, personId: null },
      async ({ sql }) => {
        await sql`
        insert into flag_steps (organization_id, id, flag_id, author_id, step, words, occurred_at)
        select organization_id, ${newId()}, id, manager_id, ${decision}, 'a hard quarter', ${`${day}T10:00:00Z`}
        from flags where organization_id = ${flagOf.organizationId} and manager_id = ${flagOf.managerId}`;
      },
    );
  const flagsAbout = ({ flags }: Evaluation, managerId: string) =>
    flags.filter((flag) => flag.managerId === managerId);

  it('stays when a later decision takes the dismissal back before the week closes', async () => {
    const raised = await raisedFlag(5);
    await decide(raised, 'not_borne_out', addDays(raised.day, 1));
    await decide(raised, 'borne_out', addDays(raised.day, 2));
    const { organizationId, managerId, day } = raised;
    const [flag] = flagsAbout(await run(organizationId, { asOf: addDays(day, 7) }), managerId);
    expect(flag?.clearedAt).toBeNull();
  }, 30_000);

  it('is dismissed alone: one that is raised again in the weeks caught up with stays', async () => {
    const raised = await raisedFlag(5);
    await decide(raised, 'not_borne_out', addDays(raised.day, 1));
    const { organizationId, managerId, day } = raised;
    const [dismissed, again] = flagsAbout(await run(organizationId), managerId);
    expect(dismissed?.clearedAt?.toISOString().slice(0, 10)).toBe(addDays(day, 7));
    expect(again).toMatchObject({ clearedAt: null });
  }, 30_000);

  it('ends four weeks after the last rep has gone elsewhere', async () => {
    const { organizationId, managerId, day } = await raisedFlag(6);
    const lastDay = addDays(day, 3);
    await server.database.transaction({ organizationId, personId: null }, async ({ sql }) => {
      await sql`
        update reporting_lines set during = daterange(lower(during), ${lastDay})
        where organization_id = ${organizationId} and manager_id = ${managerId} and upper_inf(during)`;
    });
    const monday = addDays(day, 7 * 5);
    const [waiting] = flagsAbout(await run(organizationId, { asOf: addDays(monday, -7) }), managerId);
    expect(waiting?.clearedAt).toBeNull();
    const [over] = flagsAbout(await run(organizationId, { asOf: monday }), managerId);
    expect(over?.clearedAt?.toISOString().slice(0, 10)).toBe(monday);
  }, 30_000);

  it('is cleared when the manager left', async () => {
    const { organizationId, managerId, day } = await raisedFlag(6);
    await server.database.transaction({ organizationId, personId: null }, async ({ sql }) => {
      await sql`update people set left_on = ${addDays(day, 3)} where organization_id = ${organizationId} and id = ${managerId}`;
    });
    const { flags } = await run(organizationId, { asOf: addDays(day, 7) });
    const flag = flags.find((one) => one.managerId === managerId);
    expect(flag?.clearedAt?.toISOString().slice(0, 10)).toBe(addDays(day, 7));
  }, 30_000);
});

describe('a late import', () => {
  const revisionsOf = (organizationId: string) =>
    read(
      organizationId,
      (sql) => sql<
        {
          managerId: string;
          importRunId: string | null;
          signals: { signal: string; before: { k: number; n: number }; after: { k: number; n: number } }[];
          logEBefore: number;
          logEAfter: number;
          stillRaised: boolean;
          evidence: FrozenEvidence;
        }[]
      >`
        select f.manager_id, r.import_run_id, r.signals, r.log_e_before, r.log_e_after, r.still_raised, f.evidence
        from flag_revisions r
        join flags f on f.organization_id = r.organization_id and f.id = r.flag_id
        where r.organization_id = ${organizationId} order by r.id`,
    );

  it('is put on record beside each flag whose weeks it changed, and changes nothing frozen', async () => {
    const { organizationId, managerIds } = await record(1);
    const friendId = managerIds[1] ?? '';
    await run(organizationId);
    const frozen = () =>
      read(
        organizationId,
        (sql) =>
          sql`select id, evidence, cleared_at from flags where organization_id = ${organizationId} order by id`,
      );
    const before = await frozen();
    await answerLate(organizationId, friendId, 1);
    await run(organizationId);
    const revisions = await revisionsOf(organizationId);
    expect(revisions.map(({ managerId }) => managerId)).toEqual([friendId]);
    const [revision] = revisions;
    const silence = revision?.signals.find(({ signal }) => signal === 'silence');
    const asFrozen = revision?.evidence.readings.find(({ signal }) => signal === 'silence');
    expect(silence?.before).toEqual({ k: asFrozen?.k, n: asFrozen?.n });
    // Answers that nothing else bears out count half.
    expect(silence?.after.n).toBe(silence?.before.n);
    expect(silence?.after.k).toBeLessThan(silence?.before.k ?? 0);
    expect(revision?.logEBefore).toBeCloseTo(revision?.evidence.evidence.at(-1)?.logE ?? 0, 9);
    expect(revision?.logEAfter).toBeLessThan(revision?.logEBefore ?? 0);
    expect(revision?.stillRaised).toBe(true);
    expect(revision?.importRunId).not.toBeNull();
    expect(await frozen()).toEqual(before);

    await run(organizationId);
    expect(await revisionsOf(organizationId)).toHaveLength(1);
  }, 30_000);

  it('goes on from what an earlier one left, and says when a flag would not have been raised', async () => {
    const { organizationId, managerIds } = await record(1);
    const friendId = managerIds[1] ?? '';
    await run(organizationId);
    await answerLate(organizationId, friendId, 1);
    await run(organizationId);
    await answerLate(organizationId, friendId, 20);
    await run(organizationId);
    const [first, second] = await revisionsOf(organizationId);
    const silenceOf = (revision: typeof first) =>
      revision?.signals.find(({ signal }) => signal === 'silence');
    expect(silenceOf(second)?.before).toEqual(silenceOf(first)?.after);
    expect(second?.logEBefore).toBe(first?.logEAfter);
    expect([first?.stillRaised, second?.stillRaised]).toEqual([true, false]);
  }, 30_000);
});

describe('fairness', () => {
  it('lets a manager who inherits a friend’s team start with a clean sheet', async () => {
    const { organizationId, managerIds } = await record(9);
    const half = addDays(recordStart, 7 * 10);
    const heir = newId();
    await server.database.transaction({ organizationId, personId: null }, async ({ sql }) => {
      await sql`
        insert into people (organization_id, id, name, email, role, time_zone)
        values (${organizationId}, ${heir}, 'Heir', ${`${heir}@example.com`}, 'manager', 'UTC')`;
      await sql`
        update reporting_lines set during = during * daterange(null, ${half})
        where organization_id = ${organizationId} and manager_id = ${managerIds[1] ?? ''} and upper_inf(during)`;
      await sql`
        insert into reporting_lines (organization_id, id, person_id, manager_id, during)
        select organization_id, gen_random_uuid(), person_id, ${heir}, daterange(${half}, null)
        from reporting_lines
        where organization_id = ${organizationId} and manager_id = ${managerIds[1] ?? ''} and upper(during) = ${half}::date`;
    });
    const { flags, readings } = await run(organizationId, { withReadings: true });
    expect(flags.filter(({ managerId }) => managerId === heir)).toEqual([]);
    expect(flags.some(({ managerId }) => managerId === managerIds[1])).toBe(true);
    // What was due under the one and settled under the other is nobody's.
    const ofHeir = readings.find(({ managerId, signal }) => managerId === heir && signal === 'silence');
    expect(ofHeir?.n).toBeGreaterThan(0);
    const trials = await read(
      organizationId,
      (sql) => sql<{ occurredAt: Date }[]>`
        select occurred_at from trials where organization_id = ${organizationId} and manager_id = ${heir} and signal = 'silence'`,
    );
    expect(trials.every(({ occurredAt }) => occurredAt.toISOString().slice(0, 10) >= half)).toBe(true);
  });

  it('reads a record without follow-ups as nothing, not as silence', async () => {
    const { organizationId } = await randomRecord(
      server.database,
      { managers: 3, repsEach: 4, weeks: 12, seed: 10 },
      () => ({ answers: 0, leads: 0.02 }),
    );
    const { flags, readings } = await run(organizationId, { replayFrom: recordStart, asOf: '2026-03-30' });
    expect(flags).toEqual([]);
    for (const reading of readings.filter(({ signal }) => signal === 'silence')) {
      expect(reading).toMatchObject({ judgement: 'cannot_judge', reasons: ['no follow-ups are recorded'] });
    }
    expect(readings.some(({ judgement }) => judgement === 'within')).toBe(true);
  });
});
