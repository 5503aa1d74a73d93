import type { Backtest, PolicyHistory } from '@plumbline/shared/contracts/policy.ts';
import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { madeEvidence } from '../testing/made-evidence.ts';
import { type MadeOrganization, type MadeTeam, madeTeam } from '../testing/made-team.ts';

let made: MadeTeam;
let team: MadeOrganization;
beforeAll(async () => {
  made = await madeTeam();
});
beforeEach(async () => {
  made.at('2026-02-12T10:00:00Z');
  team = await made.another();
});
afterAll(() => made.close());

const wanted = {
  version: 1,
  norms: { ...defaultNorms, silence: 0.3 },
  responseBusinessDays: 2,
  replyBusinessDays: 5,
  inForceFrom: '2026-03-02',
};

describe('the policy', () => {
  it('is published to managers, who cannot change it, and is nothing for reps', async () => {
    const { body } = await team.as('mia').get<PolicyHistory>('/policy');
    expect(body.versions).toMatchObject([{ version: 1, state: 'in_force', createdBy: null }]);
    expect(body.expectations).toHaveLength(14);
    expect(body.can).toEqual({ set: false });
    expect((await team.as('mia').put('/policy', wanted)).status).toBe(403);
    expect((await team.as('ana').get('/policy')).status).toBe(403);
  });

  it('changes from a Monday to come, with who, when and from when', async () => {
    const { status, body } = await team.as('eva').put<PolicyHistory>('/policy', wanted);
    expect(status).toBe(200);
    expect(body.versions).toMatchObject([
      {
        version: 2,
        state: 'coming',
        inForceFrom: '2026-03-02',
        responseBusinessDays: 2,
        createdBy: { name: 'eva' },
        createdAt: '2026-02-12T10:00:00.000Z',
      },
      { version: 1, state: 'in_force' },
    ]);
    expect(body.versions[0]?.norms.silence).toBe(0.3);
    expect(await team.audited(team.organizationId)).toEqual(['policy.set']);
    made.at('2026-03-02T00:00:00Z');
    const then = await team.as('eva').get<PolicyHistory>('/policy');
    expect(then.body.versions.map(({ state }) => state)).toEqual(['in_force', 'past']);
  });

  it('tells the second of two who set it at once', async () => {
    const answers = await Promise.all([
      team.as('eva').put('/policy', wanted),
      team.as('eva').put('/policy', wanted),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const again = { 'idempotency-key': 'once' };
    const next = { ...wanted, version: 2 };
    expect((await team.as('eva').put('/policy', next, again)).status).toBe(200);
    expect((await team.as('eva').put('/policy', next, again)).status).toBe(200);
    const { body } = await team.as('eva').get<PolicyHistory>('/policy');
    expect(body.versions).toHaveLength(3);
  });

  it.each([
    [{ inForceFrom: '2026-02-09' }, 'inForceFrom'],
    [{ inForceFrom: '2026-03-03' }, 'inForceFrom'],
    [{ inForceFrom: '2028-03-06' }, 'inForceFrom'],
    [{ norms: { ...defaultNorms, silence: 1.2 } }, 'norms.silence'],
    [{ norms: { silence: 0.3 } }, 'norms.'],
    [{ norms: { ...defaultNorms, kindness: 0.3 } }, 'norms'],
    [{ responseBusinessDays: 0 }, 'responseBusinessDays'],
    [{ replyBusinessDays: 31 }, 'replyBusinessDays'],
  ])('refuses %j', async (wrong, path) => {
    const { status, body } = await team.as('eva').put('/policy', { ...wanted, ...wrong });
    expect(status).toBe(400);
    expect(body.errors?.[0]?.path).toContain(path);
  });

  it('takes norms of 0 and of 1', async () => {
    const norms = { ...defaultNorms, silence: 0, advocacy: 1 };
    expect((await team.as('eva').put('/policy', { ...wanted, norms })).status).toBe(200);
  });
});

describe('trying a policy on the past', () => {
  const proposal = { norms: wanted.norms, responseBusinessDays: 3 };

  it('says that there is nothing to show yet', async () => {
    const { body } = await team.as('eva').post<Backtest>('/policy/backtest', proposal);
    expect(body).toMatchObject({ span: null, flags: null });
  });

  it('reads the weeks whose reply window has passed, puts on record who tried, and stores nothing', async () => {
    await evaluated('2026-02-09');
    await madeEvidence(team).week('mia', '2026-01-26', 1);
    const { body } = await team.as('eva').post<Backtest>('/policy/backtest', { ...proposal, weeks: 4 });
    expect(body).toEqual({
      span: { from: '2026-01-05', until: '2026-02-02' },
      counts: [
        { pattern: 'friend', present: 0, proposed: 0 },
        { pattern: 'super', present: 0, proposed: 0 },
      ],
      flags: [],
    });
    expect(await team.audited(team.organizationId)).toEqual(['policy.tried']);
    expect((await team.as('mia').post('/policy/backtest', proposal)).status).toBe(403);
  });

  it('counts before a policy is in force, and of fewer than five managers shows nothing', async () => {
    team = await made.another({ policy: false });
    await team.write(
      (sql) => sql`
        insert into policies (organization_id, version, in_force_from, norms)
        values (${team.organizationId}, 1, '2026-03-02', '{}')`,
    );
    await evaluated('2026-02-09');
    const { body } = await team.as('eva').post<Backtest>('/policy/backtest', proposal);
    expect(body).toMatchObject({ span: null, flags: null });
  });

  const evaluated = (asOf: string) =>
    team.write(
      (sql) => sql`
        insert into evaluation_runs (organization_id, id, as_of, reason, started_at)
        values (${team.organizationId}, gen_random_uuid(), ${asOf}, 'test', ${asOf})`,
    );
});
