import type { FrozenEvidence } from '@plumbline/shared/contracts/evidence.ts';
import { describe, expect, it } from 'vitest';
import { newId } from '../database/ids.ts';
import { sevenManagers } from './testing/seven-managers.ts';

const { derived, read, record, run, write } = sevenManagers();

/** Brings, by a late import, answers to the first lapses of a manager's that nobody had answered; `of` null: of anybody's. */
async function answerLate(organizationId: string, of: string | null = null, many = 1) {
  await write(organizationId, async (sql) => {
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
