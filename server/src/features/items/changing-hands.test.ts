import type { Directive, DirectivePreview, DirectiveTree } from '@plumbline/shared/contracts/directives.ts';
import type { EscalationPage } from '@plumbline/shared/contracts/escalations.ts';
import type { Item, TeamWeeks, Today } from '@plumbline/shared/contracts/items.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../database/ids.ts';
import { type MadeOrganization, type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

let made: MadeTeam;
let team: MadeOrganization;
beforeAll(async () => {
  made = await madeTeam();
});
beforeEach(async () => {
  // A Thursday.
  made.at('2026-02-12T10:00:00Z');
  team = await made.another();
});
afterAll(() => made.close());

const queue = async (who: Who) =>
  (await team.as(who).get<Today>('/today')).body.rows.map(({ item }) => item.title);
const itemOf = async (who: Who, id: string) =>
  (await team.as(who).get<{ item: Item }>(`/items/${id}`)).body.item;
const ask = async (who: Who, id: string) => (await team.as(who).post(`/items/${id}/asks`)).status;
const end = (who: Who, on: string) =>
  team.write(
    (sql) => sql`
      update reporting_lines l set during = daterange(lower(l.during), ${on})
      where l.organization_id = ${team.organizationId} and l.person_id = ${team.idOf(who)} and upper_inf(l.during)`,
  );
const leaves = (who: Who, on: string) =>
  team.write(
    (sql) => sql`
      update people set left_on = ${on} where organization_id = ${team.organizationId} and id = ${team.idOf(who)}`,
  );
const told = (who: Who) =>
  team.write(async (sql) => {
    const rows = await sql<{ kind: string }[]>`
      select n.kind from notices n
      where n.organization_id = ${team.organizationId} and n.person_id = ${team.idOf(who)} order by n.id`;
    return rows.map(({ kind }) => kind);
  });

/** From a day on somebody reports to somebody else. */
const reportsTo = (who: Who, manager: Who, from: string) =>
  team.write(async (sql) => {
    const { organizationId, idOf } = team;
    await sql`
      update reporting_lines l set during = daterange(lower(l.during), ${from})
      where l.organization_id = ${organizationId} and l.person_id = ${idOf(who)}`;
    await sql`
      insert into reporting_lines (organization_id, id, person_id, manager_id, during)
      values (${organizationId}, ${newId()}, ${idOf(who)}, ${idOf(manager)}, daterange(${from}, null))`;
  });

describe('a rep who changes manager with items open', () => {
  it('takes them along: from that day on the new manager has them to answer, decide and see', async () => {
    const late = await team.paperwork('ana', '2026-02-11T10:00:00Z', 'late');
    const coming = await team.paperwork('ana', '2026-02-17T10:00:00Z', 'coming');
    await team.as('ana').post(`/items/${coming}/extension-requests`, { newDueAt: '2026-02-19T10:00:00Z' });
    await reportsTo('ana', 'max', '2026-02-13');
    expect([await queue('mia'), await queue('max')]).toEqual([['late'], []]);

    made.at('2026-02-13T10:00:00Z');
    expect([await queue('mia'), await queue('max')]).toEqual([[], ['late']]);
    // What fell due under the one before stays in their record, for somebody else to change.
    expect((await itemOf('mia', late)).can.ask).toBe(false);
    expect((await team.as('mia').get(`/items/${coming}`)).status).toBe(404);
    expect((await team.as('mia').post(`/items/${coming}/extension-decisions`, { grant: true })).status).toBe(
      404,
    );
    expect((await team.as('max').post(`/items/${coming}/extension-decisions`, { grant: true })).status).toBe(
      200,
    );
    expect((await itemOf('ana', coming)).currentDueAt).toBe('2026-02-19T10:00:00.000Z');
  });
});

describe('a rep who changes zone with items open', () => {
  it('owes them at the same instant as before; days are counted where the rep is now', async () => {
    const id = await team.paperwork('ana', '2026-02-12T20:00:00Z');
    await team.write(
      (sql) => sql`
        update people set time_zone = 'Asia/Tokyo' where organization_id = ${team.organizationId} and id = ${team.idOf('ana')}`,
    );
    expect((await itemOf('ana', id)).currentDueAt).toBe('2026-02-12T20:00:00.000Z');
    made.at('2026-02-12T21:00:00Z');
    const { body } = await team.as('mia').get<Today>('/today');
    // Friday 05:00 in Tokyo, and so Wednesday 05:00 there.
    expect(body.rows.map(({ answerBy }) => answerBy)).toEqual(['2026-02-17T20:00:00.000Z']);
  });
});

describe('a rep who leaves', () => {
  it('is nobody to answer: the lapses go from Today, and can still be let go', async () => {
    const late = await team.paperwork('ana', '2026-02-11T10:00:00Z', 'late');
    await leaves('ana', '2026-02-13');
    expect(await queue('mia')).toEqual(['late']);
    made.at('2026-02-13T10:00:00Z');
    expect(await queue('mia')).toEqual([]);
    const waived = await team.as('mia').post(`/items/${late}/waiver`, { version: 1, reason: 'Left.' });
    expect(waived.status).toBe(200);
  });
});

describe('a manager who leaves with a full queue', () => {
  it('leaves it to whom they reported to, until the reps have another manager', async () => {
    const late = await team.paperwork('ana', '2026-02-11T10:00:00Z', 'late');
    await leaves('mia', '2026-02-13');
    expect(await queue('eva')).toEqual([]);
    made.at('2026-02-13T10:00:00Z');
    expect(await queue('eva')).toEqual(['late']);
    await team.as('ana').post(`/items/${late}/extension-requests`, { newDueAt: '2026-02-19T10:00:00Z' });
    expect(await told('eva')).toEqual(['extension_asked']);
    expect(await told('mia')).toEqual([]);
    expect((await itemOf('eva', late)).can.ask).toBe(true);
    expect(await ask('eva', late)).toBe(201);
    expect(await queue('eva')).toEqual([]);

    await team.paperwork('ben', '2026-02-12T15:00:00Z', 'of Ben’s');
    expect(await queue('eva')).toEqual(['of Ben’s']);
    await reportsTo('ben', 'max', '2026-02-16');
    made.at('2026-02-16T10:00:00Z');
    expect([await queue('eva'), await queue('max')]).toEqual([[], ['of Ben’s']]);
  });

  it('leaves it so where the reps’ lines were ended with it, and nobody was named after them', async () => {
    const late = await team.paperwork('ana', '2026-02-11T10:00:00Z', 'late');
    await team.paperwork('ben', '2026-02-11T10:00:00Z', 'of Ben, who leaves too');
    await Promise.all([leaves('mia', '2026-02-13'), leaves('ben', '2026-02-13')]);
    await Promise.all([end('ana', '2026-02-13'), end('ben', '2026-02-13')]);
    made.at('2026-02-13T10:00:00Z');
    expect(await queue('eva')).toEqual(['late']);
    await team.as('ana').post(`/items/${late}/extension-requests`, { newDueAt: '2026-02-19T10:00:00Z' });
    expect(await told('eva')).toEqual(['extension_asked']);
    expect(await ask('eva', late)).toBe(201);
    const { body } = await team.as('eva').get<TeamWeeks>('/team');
    expect(body.reps.map(({ rep }) => rep.name)).toEqual(['ana', 'max']);

    await team.paperwork('ana', '2026-02-13T09:00:00Z', 'since');
    await reportsTo('ana', 'max', '2026-02-16');
    made.at('2026-02-16T10:00:00Z');
    expect(await queue('eva')).toEqual([]);
    expect(await queue('max')).toContain('since');
  });

  it('leaves it to a manager above as to an executive, with what is open and nothing that is done', async () => {
    await reportsTo('mia', 'max', '2026-02-01');
    const late = await team.paperwork('ana', '2026-02-11T10:00:00Z', 'late');
    const done = await team.paperwork('ana', '2026-02-10T10:00:00Z', 'done');
    await team.as('ana').post(`/items/${done}/submission`, { note: 'Sent.', version: 1 });
    const statusFor = async (id: string) => (await team.as('max').get(`/items/${id}`)).status;
    expect([await statusFor(late), await statusFor(done)]).toEqual([404, 404]);
    await leaves('mia', '2026-02-13');
    made.at('2026-02-13T10:00:00Z');
    expect(await queue('max')).toEqual(['late']);
    expect([await statusFor(late), await statusFor(done)]).toEqual([200, 404]);
  });

  it.each([
    ['the heir later', '2026-02-13', '2026-02-16'],
    ['the heir before', '2026-02-16', '2026-02-13'],
    ['both on one day', '2026-02-16', '2026-02-16'],
  ])('leaves it to the next above where the heir has left, too: %s', async (_, mias, maxs) => {
    await reportsTo('mia', 'max', '2026-02-01');
    const late = await team.paperwork('ana', '2026-02-11T10:00:00Z', 'late');
    await Promise.all([leaves('mia', mias), leaves('max', maxs)]);
    // The lines to whoever left were ended with it; nobody is named after them.
    await Promise.all([end('mia', maxs < mias ? maxs : mias), end('ana', mias), end('ben', mias)]);
    made.at('2026-02-13T10:00:00Z');
    expect(await queue('eva')).toEqual([]);
    made.at('2026-02-16T10:00:00Z');
    expect(await queue('eva')).toEqual(['late']);
    await team.as('ana').post(`/items/${late}/extension-requests`, { newDueAt: '2026-02-19T10:00:00Z' });
    expect(await told('eva')).toEqual(['extension_asked']);
    expect(await ask('eva', late)).toBe(201);
  });

  it('leaves nobody in a circle of those who have left', async () => {
    await team.paperwork('ana', '2026-02-11T10:00:00Z', 'late');
    await reportsTo('mia', 'max', '2026-02-01');
    await reportsTo('max', 'mia', '2026-02-01');
    await Promise.all([leaves('mia', '2026-02-13'), leaves('max', '2026-02-13')]);
    made.at('2026-02-16T10:00:00Z');
    expect(await queue('eva')).toEqual([]);
  });

  it('leaves what was escalated to them and what they were to relay to the same person', async () => {
    await reportsTo('mia', 'max', '2026-02-01');
    const itemId = await team.directive('ana', 'mia', '2026-02-11T10:00:00Z');
    await team.as('ana').post(`/items/${itemId}/escalations`, { note: 'Which list?' });
    await leaves('mia', '2026-02-13');
    const waiting = async () => (await team.as('max').get<EscalationPage>('/escalations')).body.rows;
    expect(await waiting()).toEqual([]);
    made.at('2026-02-13T10:00:00Z');
    const [escalation] = await waiting();
    expect(escalation).toMatchObject({ item: { id: itemId }, to: { name: 'mia' }, can: { rule: true } });
    const ruled = await team.as('max').post(`/escalations/${escalation?.id}/ruling`, { ruling: 'insist' });
    expect(ruled.status).toBe(200);

    const wanted = {
      title: 'Update the price list',
      to: { people: [team.idOf('ana'), team.idOf('cyn')] },
      dueAt: '2026-02-20T17:00',
      mustBeRelayed: true,
    };
    const preview = await team.as('eva').post<DirectivePreview>('/directives/preview', wanted);
    expect(preview.body.managers).toMatchObject([{ manager: { name: 'max' }, reps: 2 }]);
    const { body } = await team.as('eva').post<Directive>('/directives', wanted);
    expect((await told('max')).filter((kind) => kind === 'directive_to_relay')).toHaveLength(1);
    expect(await told('ana')).not.toContain('directive_issued');
    const tree = await team.as('eva').get<DirectiveTree>(`/directives/${body.id}`);
    expect(tree.body.branches.map(({ manager }) => manager?.name)).toEqual(['max']);
    const relayed = await team.as('max').post<Directive>(`/directives/${body.id}/relay`);
    expect(relayed.body.chain).toMatchObject({ reps: 2, relayed: 2 });
  });

  it('is followed by somebody who answers anew: what was said before them stands in the row', async () => {
    const late = await team.paperwork('ana', '2026-02-11T10:00:00Z', 'late');
    await leaves('mia', '2026-02-13');
    made.at('2026-02-13T10:00:00Z');
    await ask('eva', late);
    expect(await queue('eva')).toEqual([]);
    await reportsTo('ana', 'max', '2026-02-16');
    made.at('2026-02-16T10:00:00Z');
    const [row] = (await team.as('max').get<Today>('/today')).body.rows;
    expect(row?.item).toMatchObject({ title: 'late', lastFollowUp: { asked: true, by: { name: 'eva' } } });
    await ask('max', late);
    expect(await queue('max')).toEqual([]);
  });
});
