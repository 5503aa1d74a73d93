import type { RecordExport, RepRecord } from '@plumbline/shared/contracts/record.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../database/ids.ts';
import { type MadeTeam, madeTeam } from '../testing/made-team.ts';

let team: MadeTeam;
let titles: string[];
beforeAll(async () => {
  team = await madeTeam();
  // Thursday. One on time, one late and done, one late and open, one to come; one of the other manager's days.
  team.at('2026-02-12T10:00:00Z');
  const onTime = await team.paperwork('ana', '2026-02-13T10:00:00Z', 'Forecast');
  const late = await team.paperwork('ana', '2026-02-11T10:00:00Z', 'Call report');
  await team.paperwork('ana', '2026-02-03T10:00:00Z', 'Expense report');
  await team.paperwork('ana', '2026-02-20T10:00:00Z', 'Account plan');
  await team.paperwork('ben', '2026-02-20T10:00:00Z', 'Somebody else’s');
  titles = ['Expense report', 'Call report', 'Forecast', 'Account plan'];
  await team
    .as('ana')
    .post(`/items/${late}/reasons`, { excuse: 'travel', committedTo: '2026-02-13T17:00:00Z' });
  await team.as('mia').post(`/items/${late}/asks`, { note: 'What is in the way?' });
  for (const id of [onTime, late]) await team.as('ana').post(`/items/${id}/submission`, { version: 1 });
  await team.as('ana').post('/exceptions', { kind: 'discount', note: 'They sign this week.' });
});
beforeEach(() => team.at('2026-02-12T12:00:00Z'));
afterAll(() => team.close());

const own = () => team.as('ana').get<RepRecord>('/my-record?weeks=4');

describe('a record', () => {
  it('counts by weeks what came in on time, late and is to come, and what was promised', async () => {
    const { body } = await own();
    expect(body).toMatchObject({
      rep: { name: 'ana' },
      weeks: [
        { week: '2026-01-19', onTime: 0, late: 0, open: 0 },
        { week: '2026-01-26', onTime: 0, late: 0, open: 0 },
        { week: '2026-02-02', onTime: 0, late: 1, open: 0 },
        { week: '2026-02-09', onTime: 1, late: 1, open: 0 },
      ],
      lapsesIn60Days: 2,
      openLate: 1,
      commitments: {
        kept: 1,
        broken: 0,
        open: 0,
        latest: [{ item: { title: 'Call report' }, source: 'rep', state: 'kept' }],
      },
    });
  });

  it('is the same to whoever answers for the rep, and closed to everybody else', async () => {
    const address = `/reps/${team.idOf('ana')}/record?weeks=4`;
    expect((await team.as('mia').get<RepRecord>(address)).body).toEqual((await own()).body);
    for (const [who, status] of [
      ['max', 404],
      ['eva', 404],
      ['ben', 403],
    ] as const)
      expect((await team.as(who).get(address)).status).toBe(status);
    expect((await team.as('mia').get('/my-record')).status).toBe(403);
  });

  it('holds what fell due under an earlier manager for the rep alone', async () => {
    await team.write(async (sql) => {
      await sql`
        update reporting_lines set during = '[2026-02-10,)'
        where organization_id = ${team.organizationId} and person_id = ${team.idOf('ana')}`;
      await sql`
        insert into reporting_lines (organization_id, id, person_id, manager_id, during)
        values (${team.organizationId}, ${newId()}, ${team.idOf('ana')}, ${team.idOf('max')}, '[2025-01-01,2026-02-10)')`;
    });
    const lateIn = ({ weeks }: RepRecord) => weeks.find(({ week }) => week === '2026-02-02')?.late;
    const seen = await team.as('mia').get<RepRecord>(`/reps/${team.idOf('ana')}/record?weeks=4`);
    expect(lateIn(seen.body)).toBe(0);
    expect(lateIn((await own()).body)).toBe(1);
  });
});

describe('everything held about me', () => {
  it('is one’s own, whole, and on record as an export', async () => {
    const { status, body } = await team.as('ana').post<RecordExport>('/my-record/exports');
    expect(status).toBe(200);
    expect(body.person).toMatchObject({ name: 'ana', email: 'ana@home.example.com', role: 'rep' });
    expect(body.items.map(({ title }) => title)).toEqual(titles);
    const [, callReport] = body.items;
    expect(callReport?.events.map(({ kind }) => kind)).toEqual(['reason_given', 'committed', 'submitted']);
    expect(callReport).not.toHaveProperty('can');
    expect(body.commitments).toHaveLength(1);
    expect(body.followUps).toMatchObject([{ note: 'What is in the way?', manager: { name: 'mia' } }]);
    expect(body.exceptions).toMatchObject([{ note: 'They sign this week.' }]);
    expect(JSON.stringify(body)).not.toContain('Somebody else’s');
    expect(await team.audited(team.idOf('ana'))).toContain('record.exported');
  });

  it('holds one’s leave, also when the day back is not known or nobody has confirmed it', async () => {
    const { organizationId } = team;
    for (const [during, recordedBy] of [
      ['[2026-01-05,2026-01-12)', team.idOf('mia')],
      ['[2026-03-02,)', team.idOf('ben')],
    ] as const)
      await team.write(
        (sql) => sql`
        insert into absences (organization_id, id, person_id, during, recorded_by, recorded_at)
        values (${organizationId}, ${newId()}, ${team.idOf('ben')}, ${during}, ${recordedBy}, '2026-01-01')`,
      );
    const { body } = await team.as('ben').post<RecordExport>('/my-record/exports');
    expect(body.absences).toEqual([
      { from: '2026-01-05', until: '2026-01-12', cover: null, counts: true },
      { from: '2026-03-02', until: null, cover: null, counts: false },
    ]);
  });

  it('holds the takeovers of one’s deals, and the joint calls on them', async () => {
    const [accountId, opportunityId] = [newId(), newId()];
    const { organizationId } = team;
    await team.write(async (sql) => {
      await sql`insert into accounts ${sql({ organizationId, id: accountId, name: 'Harbour' })}`;
      await sql`
        insert into opportunities ${sql({ organizationId, id: opportunityId, accountId, ownerId: team.idOf('ana'), name: 'Renewal', openedAt: '2026-01-01', outcome: 'open' })}`;
      await sql`
        insert into interventions ${sql({ organizationId, id: newId(), managerId: team.idOf('mia'), repId: team.idOf('ana'), opportunityId, startedAt: '2026-02-10', knownAt: '2026-02-10', provenance: 'declared' })}`;
      await sql`
        insert into joint_calls ${sql({ organizationId, id: newId(), managerId: team.idOf('mia'), repId: team.idOf('ana'), accountId, opportunityId, heldAt: '2026-02-10', ledBy: 'rep', coached: 'Price talks.', recordedAt: '2026-02-10' })}`;
    });
    const exportOf = async (who: 'ana' | 'ben') =>
      (await team.as(who).post<RecordExport>('/my-record/exports')).body;
    expect(await exportOf('ana')).toMatchObject({
      takeovers: [{ opportunity: { name: 'Renewal' }, manager: { name: 'mia' } }],
      jointCalls: [{ deal: { name: 'Renewal' }, coached: 'Price talks.' }],
    });
    expect(await exportOf('ben')).toMatchObject({ takeovers: [], jointCalls: [] });
  });
});
