import type { Directive } from '@plumbline/shared/contracts/directives.ts';
import type { EscalationPage } from '@plumbline/shared/contracts/escalations.ts';
import type { ItemHistory, ItemPage } from '@plumbline/shared/contracts/items.ts';
import type { InboxPage } from '@plumbline/shared/contracts/notifications.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../database/ids.ts';
import { type MadeOrganization, type MadeTeam, madeTeam, type Who } from '../features/testing/made-team.ts';
import { remind } from './reminders.ts';

let made: MadeTeam;
let team: MadeOrganization;
beforeAll(async () => {
  made = await madeTeam();
});
afterAll(() => made.close());
beforeEach(async () => {
  // A Monday.
  made.at('2026-02-02T10:00:00Z');
  team = await made.another();
});

/** The job, at an instant, as often as asked. */
async function run(at: string, times = 1): Promise<void> {
  made.at(at);
  const actor = { organizationId: team.organizationId, personId: null };
  await Promise.all(
    Array.from({ length: times }, () => made.database.transaction(actor, (tx) => remind(tx, made.clock.now))),
  );
}

const issue = async (who: Who, to: Who[], more: object = {}) =>
  (
    await team.as(who).post<Directive>('/directives', {
      title: 'Update the price list',
      to: { people: to.map(team.idOf) },
      dueAt: '2026-02-16T17:00',
      ...more,
    })
  ).body;
const itemOf = async (who: Who, state = 'open') =>
  (await team.as(who).get<ItemPage>(`/items?state=${state}`)).body.rows[0]?.id ?? '';
const told = async (who: Who, kind: string) =>
  (await team.as(who).get<InboxPage>('/inbox')).body.rows
    .filter((notice) => notice.kind === kind)
    .map(({ title, text }) => `${title}. ${text}`);
const received = async (who: Who) => (await team.as(who).get<EscalationPage>('/escalations')).body;

describe('a reminder', () => {
  it('comes so many business days before, to whoever owes it, once', async () => {
    expect((await issue('eva', ['ana', 'ben'], { remindDaysBefore: 2 })).remindDaysBefore).toBe(2);
    await team.as('ben').post(`/items/${await itemOf('ben')}/submission`, { version: 1 });
    // Monday 17:00 less two working days is Thursday 17:00.
    await run('2026-02-12T16:59:00Z');
    expect(await told('ana', 'item_due')).toEqual([]);
    await run('2026-02-12T17:00:00Z', 2);
    await run('2026-02-13T09:00:00Z');
    expect(await told('ana', 'item_due')).toEqual([
      'Due soon: Update the price list. It is due Mon 16 Feb, 17:00.',
    ]);
    expect(await told('ben', 'item_due')).toEqual([]);
  });

  it('leaves out holidays, and goes to a manager who has not relayed it', async () => {
    const { organizationId } = team;
    await team.write(
      (sql) => sql`insert into holidays ${sql({ organizationId, day: '2026-02-12', name: 'a day off' })}`,
    );
    await issue('eva', ['ana', 'ben'], { remindDaysBefore: 2, mustBeRelayed: true });
    await run('2026-02-11T16:59:00Z');
    expect(await told('mia', 'directive_to_relay')).toHaveLength(1);
    await run('2026-02-11T17:00:00Z');
    await run('2026-02-13T17:00:00Z');
    expect(await told('mia', 'directive_to_relay')).toEqual([
      'eva asks you to relay: Update the price list. Your reps count as told when you have relayed it.',
      'eva asks you to relay: Update the price list. Your reps count as told when you have relayed it.',
    ]);
    expect(await told('ana', 'item_due')).toEqual([]);
  });

  it('is none for who is away, by leave that counts, and of what was issued later than that', async () => {
    const leave = (who: Who, recordedBy: Who) =>
      team.write(
        (sql) => sql`
          insert into absences (organization_id, id, person_id, during, recorded_by, recorded_at)
          values (
            ${team.organizationId}, ${newId()}, ${team.idOf(who)}, '[2026-02-10,2026-02-14)', ${team.idOf(recordedBy)},
            '2026-02-01'
          )`,
      );
    await leave('ana', 'mia');
    await leave('cyn', 'cyn');
    await issue('eva', ['ana', 'cyn'], { remindDaysBefore: 2 });
    await issue('eva', ['ben'], { remindDaysBefore: 15 });
    await run('2026-02-12T17:00:00Z');
    expect(await told('ana', 'item_due')).toEqual([]);
    expect(await told('cyn', 'item_due')).toHaveLength(1);
    expect(await told('ben', 'item_due')).toEqual([]);
  });
});

describe('a directive that escalates by itself', () => {
  it('comes back to its issuer so many business days after, with what is not done, once', async () => {
    const { id } = await issue('eva', ['ana', 'ben', 'cyn'], { escalateDaysAfter: 3 });
    await team.as('cyn').post(`/items/${await itemOf('cyn')}/submission`, { version: 1 });
    await run('2026-02-19T16:59:00Z');
    expect((await received('eva')).waiting).toBe(0);
    await run('2026-02-19T17:00:00Z', 2);
    await run('2026-02-19T18:00:00Z');
    expect(await received('eva')).toMatchObject({
      waiting: 2,
      rows: [
        { by: null, answerBy: '2026-02-23T17:00:00.000Z' },
        { by: null, note: null },
      ],
    });
    expect(await told('eva', 'escalated_by_rule')).toEqual([
      'Still not done by 2 reps: Update the price list. The directive comes back to you 3 business days after it was due: insist, give more time, or say that it was unclear.',
    ]);
    expect(await team.audited(id)).toEqual(['directive.issued', 'directive.escalated_by_rule']);
  });

  it('makes the same fact however late the job is, and gives its receiver the whole answer time', async () => {
    await issue('eva', ['ana'], { escalateDaysAfter: 3 });
    await run('2026-02-24T08:00:00Z');
    const { events } = (await team.as('ana').get<ItemHistory>(`/items/${await itemOf('ana', 'late')}`)).body;
    expect(events).toMatchObject([
      { kind: 'escalated_by_rule', at: '2026-02-19T17:00:00.000Z', recordedAt: '2026-02-24T08:00:00.000Z' },
    ]);
    expect((await received('eva')).rows).toMatchObject([{ answerBy: '2026-02-26T08:00:00.000Z' }]);
  });

  it('goes to the manager’s manager where the issuer answers for the rep', async () => {
    await issue('mia', ['ana'], { escalateDaysAfter: 1 });
    await run('2026-02-17T17:00:00Z');
    expect((await received('mia')).waiting).toBe(0);
    expect((await received('eva')).rows).toMatchObject([{ to: { name: 'eva' } }]);
  });

  it('comes again when more time has passed too, and leaves what is before somebody where it is', async () => {
    await issue('eva', ['ana', 'ben'], { escalateDaysAfter: 1 });
    const [anas, bens] = [await itemOf('ana'), await itemOf('ben')];
    await team.as('mia').post(`/items/${bens}/escalations`, { note: 'Asked twice.' });
    await run('2026-02-17T17:00:00Z');
    const { rows } = await received('eva');
    expect(rows.map(({ by, item }) => [by?.name, item.id])).toEqual([
      ['mia', bens],
      [undefined, anas],
    ]);
    const newDueAt = '2026-02-20T17:00:00Z';
    await team.as('eva').post(`/escalations/${rows[1]?.id}/ruling`, { ruling: 'extend', newDueAt });
    await run('2026-02-20T17:00:00Z');
    expect((await received('eva')).rows.map(({ item }) => item.id)).toEqual([bens]);
    await run('2026-02-23T17:00:00Z');
    expect((await received('eva')).rows.map(({ item }) => item.id)).toEqual([bens, anas]);
  });

  it('does nothing once it was recalled, and nothing by no rule', async () => {
    const { id } = await issue('eva', ['ana'], { escalateDaysAfter: 1 });
    await issue('eva', ['ben']);
    await team.as('eva').post(`/directives/${id}/recall`, { reason: 'Withdrawn.' });
    await run('2026-02-20T17:00:00Z');
    expect((await received('eva')).waiting).toBe(0);
  });

  it('is refused for days that cannot be', async () => {
    for (const more of [{ escalateDaysAfter: 0 }, { escalateDaysAfter: 21 }, { remindDaysBefore: 1.5 }])
      expect(await issue('eva', ['ana'], more)).toMatchObject({ code: 'invalid_request' });
  });
});

describe('an escalation that nobody answers', () => {
  it('is told to whoever was to answer and whoever waits, once', async () => {
    const itemId = await team.directive('ana', 'eva', '2026-01-30T17:00:00Z');
    await team.as('mia').post(`/items/${itemId}/escalations`, { note: 'Asked twice.' });
    await run('2026-02-04T09:59:00Z');
    expect(await told('eva', 'escalation_unanswered')).toEqual([]);
    await run('2026-02-04T10:00:00Z', 2);
    await run('2026-02-04T12:00:00Z');
    const words =
      'No answer to what was escalated: Visit the five largest accounts. eva had until Wed 4 Feb, 10:00.';
    expect(await told('eva', 'escalation_unanswered')).toEqual([words]);
    expect(await told('mia', 'escalation_unanswered')).toEqual([words]);
    expect(await told('ana', 'escalation_unanswered')).toEqual([]);
  });

  it('is of no matter once it was answered', async () => {
    const itemId = await team.directive('ana', 'eva', '2026-01-30T17:00:00Z');
    const { body } = await team
      .as('mia')
      .post<{ id: string }>(`/items/${itemId}/escalations`, { note: 'Asked twice.' });
    await team.as('eva').post(`/escalations/${body.id}/ruling`, { ruling: 'insist' });
    await run('2026-02-04T10:00:00Z');
    expect(await told('eva', 'escalation_unanswered')).toEqual([]);
  });
});
