import type {
  ManagerPatterns,
  Patterns,
  TrialFacts,
  TrialPage,
} from '@plumbline/shared/contracts/patterns.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../database/ids.ts';
import { madeEvidence } from '../testing/made-evidence.ts';
import { type MadeOrganization, type MadeTeam, madeTeam } from '../testing/made-team.ts';

let made: MadeTeam;
let team: MadeOrganization;
let evidence: ReturnType<typeof madeEvidence>;
beforeAll(async () => {
  made = await madeTeam();
});
beforeEach(async () => {
  // A Thursday: the week of 26 January closed on 2 February, and its reply window passed on the 9th.
  made.at('2026-02-12T10:00:00Z');
  team = await made.another();
  evidence = madeEvidence(team);
});
afterAll(() => made.close());

const weeks = ['2026-01-19', '2026-01-26', '2026-02-02'] as const;
const names = ({ managers }: Patterns) => managers.map(({ manager }) => manager.name);

describe('managers by patterns', () => {
  beforeEach(async () => {
    for (const [at, week] of weeks.entries()) {
      await evidence.week('mia', week, at);
      await evidence.week('max', week, -at);
    }
  });

  it('shows an executive everybody one reply window late, by branch and name', async () => {
    const { body } = await team.as('eva').get<Patterns>('/patterns');
    expect(body).toMatchObject({
      through: '2026-01-26',
      rehearsal: null,
      inForceFrom: '2025-01-06',
      flagsToReview: 0,
    });
    expect(names(body)).toEqual(['eva', 'max', 'mia']);
    expect(body.managers[2]).toMatchObject({
      branch: { name: 'eva' },
      reps: 2,
      patterns: [{ signalsOver: 1, signalsJudged: 1, trend: [0, 1] }],
    });
  });

  it('lets no holiday run against the reply window', async () => {
    await team.write(async (sql) => {
      for (const day of ['2026-02-03', '2026-02-04', '2026-02-05', '2026-02-06']) {
        await sql`insert into holidays (organization_id, day, name) values (${team.organizationId}, ${day}, 'closed')`;
      }
    });
    const { body } = await team.as('eva').get<Patterns>('/patterns');
    expect(body.through).toBe('2026-01-19');
    expect(names(body)).toEqual(['eva', 'max', 'mia']);
  });

  it('shows a manager themself alone, at once', async () => {
    const { body } = await team.as('mia').get<Patterns>('/patterns');
    expect(names(body)).toEqual(['mia']);
    expect(body.through).toBe('2026-02-02');
    expect((await team.as('ana').get('/patterns')).status).toBe(403);
  });

  it('opens one manager, with what is expected, and puts on record who looked', async () => {
    const { body } = await team.as('eva').get<ManagerPatterns>(`/managers/${team.idOf('mia')}/patterns`);
    expect(body.patterns[0]?.evidence.map(({ week }) => week)).toEqual(['2026-01-19', '2026-01-26']);
    expect(body.expectations).toHaveLength(14);
    expect(await team.audited(team.idOf('mia'))).toEqual(['patterns.viewed']);
    const own = await team.as('mia').get<ManagerPatterns>(`/managers/${team.idOf('mia')}/patterns`);
    expect(own.body.through).toBe('2026-02-02');
    expect(await team.audited(team.idOf('mia'))).toEqual(['patterns.viewed']);
  });

  it('answers 404 for another manager, for a rep, and for another organisation’s', async () => {
    const { idOf } = await made.another();
    for (const [who, id] of [
      ['mia', team.idOf('max')],
      ['eva', team.idOf('ana')],
      ['eva', idOf('mia')],
    ] as const) {
      expect((await team.as(who).get(`/managers/${id}/patterns`)).status).toBe(404);
      expect((await team.as(who).get(`/trials?manager=${id}`)).status).toBe(404);
    }
    expect(await team.audited(team.idOf('max'))).toEqual([]);
  });
});

describe('before the policy is in force', () => {
  /** So many managers of whom the pipeline read one week of the rehearsal. */
  async function rehearse(managers: number): Promise<Patterns> {
    await team.write(async (sql) => {
      await sql`
        insert into policies (organization_id, version, in_force_from, norms)
        values (${team.organizationId}, 1, '2026-03-02', '{}')`;
      for (let at = 0; at < managers; at++) {
        await sql`
          insert into evidence (organization_id, manager_id, pattern, week, log_e, judgement, policy_version)
          values (${team.organizationId}, ${newId()}, 'friend', '2026-01-26', 0, ${at === 0 ? 'over' : 'within'}, 1)`;
      }
    });
    return (await team.as('eva').get<Patterns>('/patterns')).body;
  }
  beforeEach(async () => {
    team = await made.another({ policy: false });
  });

  it('shows executives distributions without names', async () => {
    const body = await rehearse(5);
    expect(body.rehearsal).toEqual([
      { pattern: 'friend', judgement: 'over', managers: 1 },
      { pattern: 'friend', judgement: 'within', managers: 4 },
    ]);
    const named = body.managers.flatMap(({ patterns }) => patterns);
    expect(new Set(named.flatMap(({ reasons }) => reasons))).toEqual(new Set(['no activity source yet']));
    expect(named.flatMap(({ signals }) => signals)).toEqual([]);
  });

  it('shows nothing of fewer than five, who could be told apart', async () => {
    expect((await rehearse(4)).rehearsal).toBeNull();
  });
});

describe('trials', () => {
  it('are paged, last settled first, and filtered', async () => {
    for (const [at, week] of weeks.entries()) {
      await evidence.trial(
        'mia',
        'ana',
        await team.paperwork('ana', `${week}T10:00:00Z`, `report ${at}`),
        week,
        { outcome: at % 2 },
      );
    }
    const list = async (query: string) =>
      (await team.as('mia').get<TrialPage>(`/trials?manager=${team.idOf('mia')}${query}`)).body;
    const first = await list('&limit=2');
    const second = await list(`&limit=2&cursor=${first.nextCursor}`);
    expect([...first.rows, ...second.rows].map(({ subject }) => subject)).toEqual([
      'report 2',
      'report 1',
      'report 0',
    ]);
    expect((await list('&outcome=against')).rows.map(({ subject }) => subject)).toEqual(['report 1']);
    expect((await list('&signal=closing')).rows).toEqual([]);
    expect((await list('&from=2026-01-26&to=2026-02-02')).rows.map(({ subject }) => subject)).toEqual([
      'report 1',
    ]);
    expect((await team.as('mia').get(`/trials?manager=${team.idOf('mia')}&cursor=e30`)).body.code).toBe(
      'invalid_cursor',
    );
  });

  it('name reps to their own manager, number them to an executive, and hold back the latest week', async () => {
    for (const week of weeks)
      await evidence.trial('mia', 'ben', await team.paperwork('ben', `${week}T10:00:00Z`), week);
    const own = await team.as('mia').get<TrialPage>(`/trials?manager=${team.idOf('mia')}`);
    expect(own.body.rows.map(({ rep }) => rep.name)).toEqual(['ben', 'ben', 'ben']);
    const { body } = await team.as('eva').get<TrialPage>(`/trials?manager=${team.idOf('mia')}`);
    expect(body.rows.map(({ week, rep }) => [week, rep.name])).toEqual([
      ['2026-01-26', 'Rep 2'],
      ['2026-01-19', 'Rep 2'],
    ]);
    expect(JSON.stringify(body)).not.toContain(team.idOf('ben'));
  });

  it('open down to the facts, in words without names, with where each came from', async () => {
    made.at('2026-01-20T10:00:00Z');
    const item = await team.paperwork('ana', '2026-01-19T10:00:00Z', 'Forecast');
    const asked = await team.as('mia').post<{ id: string }>(`/items/${item}/asks`);
    await evidence.trial('mia', 'ana', item, '2026-01-26', {
      outcome: 0,
      reason: 'answered',
      factIds: [item, asked.body.id],
    });
    made.at('2026-02-12T10:00:00Z');
    const query = `manager=${team.idOf('mia')}&signal=silence&subject=${item}&settledAt=2026-01-28T00:00:00.000Z`;
    const { body } = await team.as('eva').get<TrialFacts>(`/trials/facts?${query}`);
    expect(body.trial).toMatchObject({ subject: 'Forecast', explanation: 'answered in time', outcome: 0 });
    expect(body.facts.map(({ sentence, provenance }) => [sentence, provenance])).toEqual([
      ['Forecast fell due', 'observed'],
      ['Asked in Plumbline: a reminder, about Forecast', 'observed'],
    ]);
    expect((await team.as('max').get(`/trials/facts?${query}`)).status).toBe(404);
  });
});
