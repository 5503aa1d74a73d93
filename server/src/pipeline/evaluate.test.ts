import type { FrozenEvidence } from '@plumbline/shared/contracts/evidence.ts';
import { describe, expect, it } from 'vitest';
import { newId } from '../database/ids.ts';
import type { Evaluation } from './evaluate.ts';
import { recordStart, type Style } from './testing/random-record.ts';
import { end, sevenManagers } from './testing/seven-managers.ts';
import { addDays } from './weeks.ts';

/** Follows up nothing. */
const silent: Style = { answers: 0, leads: 0.02 };

const { derived, read, record, run, write } = sevenManagers();

const flagsOf = ({ flags }: Evaluation) =>
  flags
    .map(
      ({ managerId, pattern, raisedAt, clearedAt }) =>
        `${managerId} ${pattern} ${raisedAt.toISOString()} ${clearedAt?.toISOString()}`,
    )
    .toSorted();

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
    await write(
      organizationId,
      (sql) => sql`
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
    const { organizationId } = await record(3, { weeks: 6 });
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
    await write(
      organizationId,
      (sql) => sql`
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
});

describe('fairness', () => {
  it('lets a manager who inherits a friend’s team start with a clean sheet', async () => {
    const { organizationId, managerIds } = await record(9);
    const half = addDays(recordStart, 7 * 10);
    const heir = newId();
    await write(organizationId, async (sql) => {
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
    const { organizationId } = await record(10, { styles: [silent, silent, silent], weeks: 12 });
    const { flags, readings } = await run(organizationId, { replayFrom: recordStart, asOf: '2026-03-30' });
    expect(flags).toEqual([]);
    for (const reading of readings.filter(({ signal }) => signal === 'silence')) {
      expect(reading).toMatchObject({ judgement: 'cannot_judge', reasons: ['no follow-ups are recorded'] });
    }
    expect(readings.some(({ judgement }) => judgement === 'within')).toBe(true);
  });
});
