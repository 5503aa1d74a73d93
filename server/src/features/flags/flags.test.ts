import type { Flag, FlagPage } from '@plumbline/shared/contracts/flags.ts';
import type { Me } from '@plumbline/shared/contracts/session.ts';
import type { Patterns, TrialPage } from '@plumbline/shared/contracts/patterns.ts';
import type { Role } from '@plumbline/shared/domain/roles.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sql, Tx } from '../../database/connect.ts';
import { auditReadModel } from '../audit/audit.read-model.ts';
import { madeEvidence } from '../testing/made-evidence.ts';
import { type MadeOrganization, type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

let made: MadeTeam;
let team: MadeOrganization;
let flag: string;
beforeAll(async () => {
  made = await madeTeam();
});
beforeEach(async () => {
  made.at('2026-02-12T10:00:00Z');
  team = await made.another();
  const evidence = madeEvidence(team);
  await evidence.trial(
    'mia',
    'ana',
    await team.paperwork('ana', '2026-01-12T10:00:00Z', 'Forecast'),
    '2026-01-19',
  );
  flag = await evidence.flag('mia', '2026-01-26');
  await evidence.reading('mia', '2026-01-19', 5, 6);
  await evidence.reading('mia', '2026-01-26', 1, 12);
  await evidence.reading('mia', '2026-02-02', 2, 12);
  for (const week of ['2026-01-19', '2026-01-26', '2026-02-02']) await evidence.week('mia', week, 4);
});
afterAll(() => made.close());

const open = (who: Who) => team.as(who).get<Flag>(`/flags/${flag}`);
const list = async (who: Who, query = '') =>
  (await team.as(who).get<FlagPage>(`/flags${query}`)).body.rows.map(({ id }) => id);

describe('who sees a flag', () => {
  it('the manager concerned at once, executives when the reply window has passed, nobody else', async () => {
    made.at('2026-02-01T23:59:59Z');
    expect([await list('mia'), await list('eva'), await list('max')]).toEqual([[flag], [], []]);
    expect([(await open('mia')).status, (await open('eva')).status, (await open('max')).status]).toEqual([
      200, 404, 404,
    ]);
    expect((await team.as('eva').get(`/flags/${flag}/trials`)).status).toBe(404);
    expect((await team.as('eva').get<Patterns>('/patterns')).body.flagsToReview).toBe(0);
    made.at('2026-02-02T00:00:00Z');
    expect([await list('eva'), await list('max')]).toEqual([[flag], []]);
    expect((await team.as('eva').get<Patterns>('/patterns')).body.flagsToReview).toBe(1);
    expect((await team.as('ana').get('/flags')).status).toBe(403);
    expect((await made.as('eva').get(`/flags/${flag}`)).status).toBe(404);
  });

  it('goes by leave as it is known now, recorded after the flag was raised', async () => {
    made.at('2026-02-03T10:00:00Z');
    expect(await list('eva')).toEqual([flag]);
    await team.write(
      (sql) => sql`
        insert into absences (organization_id, id, person_id, during, recorded_at)
        values (${team.organizationId}, gen_random_uuid(), ${team.idOf('mia')}, '[2026-01-28,2026-01-30)', '2026-02-03T09:00:00Z')`,
    );
    expect(await list('eva')).toEqual([]);
    expect((await open('mia')).body).toMatchObject({
      state: 'under_reply',
      openFrom: '2026-02-04T00:00:00.000Z',
    });
    made.at('2026-02-04T00:00:00Z');
    expect(await list('eva')).toEqual([flag]);
  });

  it('puts on record who looked, but for the one concerned', async () => {
    await open('mia');
    expect(await team.audited(flag)).toEqual([]);
    await open('eva');
    expect(await team.audited(flag)).toEqual(['flag.viewed']);
  });

  it('is told by the audit log to those alone who may see it', async () => {
    const { organizationId } = team;
    const raised = (tx: Tx) =>
      tx.audit({
        action: 'flag.raised',
        subjectType: 'flag',
        subjectId: flag,
        details: { managerId: team.idOf('mia') },
      });
    await made.database.transaction({ organizationId, personId: null }, raised);
    const log = auditReadModel(made.database);
    const seenBy = async (who: Who, role: Role, at: string) => {
      const viewer = {
        organizationId,
        personId: team.idOf(who),
        sessionId: team.sessionOf(who),
        role,
        isAdmin: true,
      };
      const { rows } = await log.list(viewer, { limit: 50 }, new Date(at));
      return rows.filter(({ subjectId }) => subjectId === flag).length;
    };
    const [before, after] = ['2026-02-01T23:59:59Z', '2026-02-02T00:00:00Z'];
    expect([await seenBy('eva', 'executive', before), await seenBy('eva', 'executive', after)]).toEqual([
      0, 1,
    ]);
    expect([await seenBy('max', 'manager', after), await seenBy('mia', 'manager', before)]).toEqual([0, 1]);
  });

  it('lists by state, pages, and refuses a foreign cursor', async () => {
    expect(await list('eva', '?state=cleared')).toEqual([]);
    expect(await list('eva', `?state=all&manager=${team.idOf('mia')}`)).toEqual([flag]);
    expect((await team.as('eva').get('/flags?cursor=W10')).body.code).toBe('invalid_cursor');
  });
});

describe('an opened flag', () => {
  it('holds its evidence as frozen; what came since stands apart, as far as one may see', async () => {
    const { body } = await open('mia');
    expect(body).toMatchObject({
      wouldClear: expect.stringContaining('18 of the next 20'),
      readings: [{ k: 18, n: 20 }],
    });
    expect(body.sinceThen).toMatchObject([
      { signal: 'silence', k: 3, n: 24, rate: 0.125, judgement: 'within' },
    ]);
    expect((await open('eva')).body.sinceThen).toMatchObject([{ k: 1, n: 12, judgement: 'few_occasions' }]);
  });

  it('leaves out of what came since a week that could not be judged', async () => {
    await madeEvidence(team).reading('mia', '2026-02-09', 9, 9);
    await madeEvidence(team).week('mia', '2026-02-09', 4, []);
    expect((await open('mia')).body.sinceThen).toMatchObject([{ signal: 'silence', k: 3, n: 24 }]);
  });

  it('names the reps in its occasions', async () => {
    const { body } = await team.as('eva').get<TrialPage>(`/flags/${flag}/trials`);
    expect(body.rows).toMatchObject([
      { rep: { name: 'ana' }, subject: 'Forecast', explanation: 'no follow-up in time' },
    ]);
  });
});

describe('replying', () => {
  it('is for the manager concerned, and stands beside the evidence', async () => {
    const before = (await open('mia')).body;
    const replied = await team.as('mia').post<Flag>(`/flags/${flag}/reply`, { body: 'Two were new.' });
    expect(replied.body.steps).toMatchObject([
      { step: 'raised', author: null },
      { step: 'replied', author: { name: 'mia' }, words: 'Two were new.' },
    ]);
    expect({ ...replied.body, steps: before.steps, replied: false }).toEqual(before);
    expect((await team.as('eva').post(`/flags/${flag}/reply`, { body: 'x' })).status).toBe(403);
    expect((await team.as('max').post(`/flags/${flag}/reply`, { body: 'x' })).status).toBe(404);
    expect((await team.as('mia').post(`/flags/${flag}/reply`, { body: ' ' })).status).toBe(400);
  });
});

const review = (body: object) => team.as('eva').post<Flag>(`/flags/${flag}/review`, body);
const stateFor = async (who: Who) => (await open(who)).body.state;
const toReview = async () => ({
  listed: await list('eva', '?state=to_review'),
  counted: (await team.as('eva').get<Patterns>('/patterns')).body.flagsToReview,
  badge: (await team.as('eva').get<Me>('/me')).body.waiting.flagsToReview,
});

describe('reviewing', () => {
  it('is for executives, adds a decision, and clears nothing by itself', async () => {
    expect((await team.as('mia').post(`/flags/${flag}/review`, { decision: 'borne_out' })).status).toBe(403);
    expect((await review({ decision: 'not_borne_out' })).status).toBe(400);
    expect((await review({ decision: 'plan_agreed', lookAgainOn: '2026-02-12' })).status).toBe(400);
    await review({ decision: 'plan_agreed', lookAgainOn: '2026-03-12' });
    const { body } = await review({ decision: 'not_borne_out', reason: 'A migration lost the follow-ups.' });
    expect(body.steps.map(({ step, author }) => [step, author?.name])).toEqual([
      ['raised', undefined],
      ['plan_agreed', 'eva'],
      ['not_borne_out', 'eva'],
    ]);
    expect(body.clearedAt).toBeNull();
    expect(await team.audited(flag)).toEqual(['flag.reviewed', 'flag.reviewed']);
  });

  it('is never about oneself, and over once the flag is cleared', async () => {
    const own = await madeEvidence(team).flag('eva', '2026-01-26');
    expect((await team.as('eva').post(`/flags/${own}/review`, { decision: 'borne_out' })).status).toBe(403);
    expect((await team.as('eva').post(`/flags/${own}/review/beginning`)).status).toBe(403);
    expect(await list('eva', '?state=to_review')).toEqual([flag]);
    await team.write(
      (sql) =>
        sql`update flags set cleared_at = '2026-02-09', cleared_by = 'evidence' where organization_id = ${team.organizationId} and id = ${flag}`,
    );
    const late = await team.as('eva').post(`/flags/${flag}/review`, { decision: 'borne_out' });
    expect([late.status, late.body.code]).toEqual([409, 'wrong_state']);
    expect(await stateFor('eva')).toBe('cleared');
  });

  it('is begun by an executive, once', async () => {
    const begin = () => team.as('eva').post<Flag>(`/flags/${flag}/review/beginning`);
    expect((await open('eva')).body).toMatchObject({ state: 'to_review', can: { beginReview: true } });
    expect((await begin()).body).toMatchObject({ state: 'under_review', can: { beginReview: false } });
    expect((await begin()).status).toBe(409);
    expect((await team.as('mia').post(`/flags/${flag}/review/beginning`)).status).toBe(403);
    expect(await stateFor('mia')).toBe('under_review');
    expect(await toReview()).toEqual({ listed: [flag], counted: 1, badge: 1 });
    expect((await review({ decision: 'borne_out' })).body.state).toBe('borne_out');
    expect(await toReview()).toEqual({ listed: [], counted: 0, badge: 0 });
    expect((await begin()).status).toBe(200);
  });
});

describe('where a flag stands', () => {
  it('is with the manager until the reply window has passed, then waits for a review', async () => {
    made.at('2026-02-01T23:59:59Z');
    expect(await stateFor('mia')).toBe('under_reply');
    made.at('2026-02-02T00:00:00Z');
    expect(await stateFor('mia')).toBe('to_review');
    expect(await toReview()).toEqual({ listed: [flag], counted: 1, badge: 1 });
  });

  it('comes back on the day that a plan named, by the organisation’s calendar', async () => {
    const auckland = sqlZone('Pacific/Auckland');
    await team.write(auckland);
    // It is the 13th there already.
    made.at('2026-02-12T12:00:00Z');
    expect((await review({ decision: 'plan_agreed', lookAgainOn: '2026-02-13' })).status).toBe(400);
    await review({ decision: 'plan_agreed', lookAgainOn: '2026-02-20' });
    expect(await stateFor('eva')).toBe('plan_agreed');
    made.at('2026-02-19T10:59:59Z');
    expect(await toReview()).toEqual({ listed: [], counted: 0, badge: 0 });
    made.at('2026-02-19T11:00:00Z');
    expect((await open('eva')).body).toMatchObject({ state: 'look_again', lookAgainOn: '2026-02-20' });
    expect(await toReview()).toEqual({ listed: [flag], counted: 1, badge: 1 });
  });

  it('is never rewritten: no step can be changed or taken away', async () => {
    await review({ decision: 'borne_out' });
    for (const change of [
      (sql: Sql) => sql`update flag_steps set words = 'x' where organization_id = ${team.organizationId}`,
      (sql: Sql) => sql`delete from flag_steps where organization_id = ${team.organizationId}`,
      (sql: Sql) =>
        sql`update flag_revisions set still_raised = true where organization_id = ${team.organizationId}`,
    ])
      await expect(team.write(change)).rejects.toThrow(/permission denied/);
  });
});

const sqlZone = (zone: string) => (sql: Sql) =>
  sql`update organizations set time_zone = ${zone} where id = ${team.organizationId}`;
