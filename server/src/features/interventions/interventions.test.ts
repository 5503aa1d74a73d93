import type {
  Intervention,
  InterventionPage,
  TakeoverChoices,
} from '@plumbline/shared/contracts/interventions.ts';
import type { InboxPage } from '@plumbline/shared/contracts/notifications.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../database/ids.ts';
import { type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
});
beforeEach(() => team.at('2026-02-12T10:00:00Z'));
afterAll(() => team.close());

/** An open deal of the rep's. */
async function deal(
  rep: Who,
  {
    name = 'Renewal',
    accountOf,
    outcome = 'open',
  }: { name?: string; accountOf?: Who; outcome?: string } = {},
): Promise<string> {
  const { organizationId, idOf } = team;
  const [account, opportunity] = [newId(), newId()];
  await team.write(async (sql) => {
    await sql`insert into accounts (organization_id, id, name) values (${organizationId}, ${account}, 'Harbour')`;
    await sql`
      insert into opportunities (organization_id, id, account_id, owner_id, name, opened_at, outcome)
      values (${organizationId}, ${opportunity}, ${account}, ${idOf(rep)}, ${name}, '2026-01-01', ${outcome})`;
    if (accountOf === undefined) return;
    await sql`
      insert into account_owners (organization_id, id, account_id, owner_id, during)
      values (${organizationId}, ${newId()}, ${account}, ${idOf(accountOf)}, '[2026-01-01,)')`;
  });
  return opportunity;
}

const declare = (who: Who, opportunityId: string, more: object = {}) =>
  team.as(who).post<Intervention>('/interventions', {
    opportunityId,
    reason: 'Their buyer deals with managers only.',
    missingSkill: 'Talking price with a board.',
    plannedHandBackOn: '2026-03-02',
    ...more,
  });
const declared = async (more: object = {}) => (await declare('mia', await deal('ana'), more)).body.id;
const handBack = (who: Who, id: string) =>
  team.as(who).post<Intervention>(`/interventions/${id}/hand-back`, { learned: 'She led the last call.' });
const confirm = (who: Who, id: string, asked = true) =>
  team.as(who).post<Intervention>(`/interventions/${id}/confirmation`, { asked });
const list = async (who: Who, query = '') =>
  (await team.as(who).get<InterventionPage>(`/interventions${query}`)).body.rows;
const ids = async (who: Who, query?: string) => (await list(who, query)).map(({ id }) => id);
const inbox = async (who: Who) => (await team.as(who).get<InboxPage>('/inbox')).body.rows;

/** The notices about a takeover, by their kinds. */
const told = (id: string) =>
  team.write(async (sql) => {
    const rows = await sql<{ kind: string }[]>`
      select kind from notices where organization_id = ${team.organizationId} and subject_id = ${id} order by kind`;
    return rows.map(({ kind }) => kind);
  });

/** The takeover as the pipeline reads it. */
const asRead = async (id: string) =>
  (
    await team.write(
      (sql) => sql`
      select handed_back_at, requested_by, known_at from live_interventions
      where organization_id = ${team.organizationId} and id = ${id}`,
    )
  )[0];

describe('a declared takeover', () => {
  it('stands with its manager and its rep, who is told, and with nobody else', async () => {
    const { status, body } = await declare('mia', await deal('ana', { name: 'Rollout' }));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      opportunity: { name: 'Rollout', account: 'Harbour' },
      rep: { name: 'ana' },
      missingSkill: 'Talking price with a board.',
      plannedHandBackOn: '2026-03-02',
      overdue: false,
      request: null,
      state: 'open',
      can: { handBack: true, answer: false },
    });
    expect((await inbox('ana'))[0]).toMatchObject({
      title: 'mia leads Rollout (Harbour) for now',
      text: 'Their buyer deals with managers only. To be handed back to you by Mon 2 Mar.',
    });
    expect((await list('ana')).find(({ id }) => id === body.id)?.can.handBack).toBe(false);
    for (const other of ['max', 'ben', 'eva'] as const) {
      expect(await ids(other)).not.toContain(body.id);
      expect((await team.as(other).get(`/interventions/${body.id}`)).status).toBe(404);
    }
    expect((await team.elsewhere.as('mia').get(`/interventions/${body.id}`)).status).toBe(404);
    expect(await team.audited(body.id)).toEqual(['takeover.declared']);
  });

  it('is of an open deal of one of one’s own reps, by whose account it is', async () => {
    const refused = async (opportunityId: string) => (await declare('mia', opportunityId)).status;
    expect(await refused(await deal('cyn'))).toBe(404);
    expect(await refused(await deal('mia'))).toBe(404);
    expect(await refused(await deal('ana', { accountOf: 'cyn' }))).toBe(404);
    expect(await refused(await deal('ana', { outcome: 'won' }))).toBe(404);
    expect(await refused(newId())).toBe(404);
    expect((await declare('mia', await deal('cyn', { accountOf: 'ben' }))).body.rep?.name).toBe('ben');
    expect((await declare('ana', await deal('ana'))).status).toBe(403);
    expect((await declare('eva', await deal('ana'))).status).toBe(403);
  });

  it('is to be handed back today or later, and asked for by an executive if by anybody', async () => {
    const opportunity = await deal('ana');
    const wrong = async (more: object) => {
      const { status, body } = await declare('mia', opportunity, more);
      return [status, JSON.stringify(body)];
    };
    expect(await wrong({ plannedHandBackOn: '2026-02-11' })).toEqual([
      400,
      expect.stringContaining('today or a later day'),
    ]);
    expect(await wrong({ askedById: team.idOf('max') })).toEqual([
      400,
      expect.stringContaining('an executive'),
    ]);
    expect((await declare('mia', opportunity, { plannedHandBackOn: '2026-02-12' })).status).toBe(201);
  });

  it('is declared once until it is handed back, also by two requests at once', async () => {
    const opportunity = await deal('ana');
    const both = await Promise.all([declare('mia', opportunity), declare('mia', opportunity)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const [first] = both.filter(({ status }) => status === 201);
    await handBack('mia', first?.body.id ?? '');
    expect((await declare('mia', opportunity)).status).toBe(201);
  });

  it('sent again under the same key is declared once', async () => {
    const opportunityId = await deal('ana');
    const body = { opportunityId, reason: 'a', missingSkill: 'b', plannedHandBackOn: '2026-03-02' };
    const headers = { 'idempotency-key': newId() };
    const again = () => team.as('mia').post<Intervention>('/interventions', body, headers);
    expect((await again()).body.id).toBe((await again()).body.id);
  });

  it('is overdue after its planned day in the manager’s own calendar', async () => {
    const id = await declared({ plannedHandBackOn: '2026-02-13' });
    const overdue = async () => (await list('mia', '?limit=200')).find((row) => row.id === id)?.overdue;
    team.at('2026-02-13T23:59:00Z');
    expect(await overdue()).toBe(false);
    team.at('2026-02-14T00:00:00Z');
    expect(await overdue()).toBe(true);
    await handBack('mia', id);
    expect((await list('mia', '?state=over&limit=200')).find((row) => row.id === id)?.overdue).toBe(false);
  });
});

describe('a hand-back', () => {
  it('is the manager’s own, says what the rep learned, and tells them', async () => {
    const id = await declared();
    expect((await handBack('max', id)).status).toBe(404);
    expect((await handBack('ana', id)).status).toBe(403);
    const { status, body } = await handBack('mia', id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'over',
      handedBack: { at: '2026-02-12T10:00:00.000Z', learned: 'She led the last call.' },
      can: { handBack: false },
    });
    expect((await inbox('ana'))[0]).toMatchObject({
      title: 'mia hands Renewal (Harbour) back to you',
      text: 'She led the last call.',
    });
    expect(await ids('mia')).not.toContain(id);
    expect(await ids('ana', '?state=over')).toContain(id);
    expect(await asRead(id)).toMatchObject({ handedBackAt: new Date('2026-02-12T10:00:00Z') });
    expect(await team.audited(id)).toEqual(['takeover.declared', 'takeover.handed_back']);
  });

  it('is made once, also by two requests at once', async () => {
    const id = await declared();
    const both = await Promise.all([handBack('mia', id), handBack('mia', id)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await told(id)).toEqual(['takeover_declared', 'takeover_handed_back']);
  });

  it('is not of a deal that closed, nor of what an import brought', async () => {
    const opportunity = await deal('ana');
    const { id } = (await declare('mia', opportunity)).body;
    await team.write(
      (sql) => sql`
      update opportunities set outcome = 'lost' where organization_id = ${team.organizationId} and id = ${opportunity}`,
    );
    expect((await handBack('mia', id)).status).toBe(409);
    expect(await ids('mia', '?state=over')).toContain(id);

    const imported = newId();
    const ofBen = await deal('ben');
    await team.write(
      (sql) => sql`
      insert into interventions (organization_id, id, manager_id, opportunity_id, started_at, requested_by, known_at, provenance)
      values (${team.organizationId}, ${imported}, ${team.idOf('mia')}, ${ofBen}, '2026-02-01', ${team.idOf('eva')}, '2026-02-01', 'imported')`,
    );
    expect((await list('mia', '?limit=200')).find(({ id: shown }) => shown === imported)).toMatchObject({
      rep: { name: 'ben' },
      request: { by: { name: 'eva' }, answer: 'confirmed' },
      can: { handBack: false },
    });
    expect(await ids('ben')).toContain(imported);
    expect((await handBack('mia', imported)).status).toBe(409);
  });
});

describe('asked for by an executive', () => {
  it('counts from when that executive confirms it, and not by the manager’s word', async () => {
    const id = await declared({ askedById: team.idOf('eva') });
    expect(await asRead(id)).toMatchObject({ requestedBy: null });
    expect((await inbox('eva'))[0]).toMatchObject({
      title: 'mia says that you asked them to lead Renewal (Harbour)',
    });
    const [asked] = (await list('eva')).filter((row) => row.id === id);
    expect(asked).toMatchObject({ rep: null, request: { answer: null }, can: { answer: true } });
    expect((await confirm('mia', id)).status).toBe(403);

    team.at('2026-02-20T09:00:00Z');
    expect((await confirm('eva', id)).body).toMatchObject({
      request: { by: { name: 'eva' }, answer: 'confirmed' },
      can: { answer: false },
    });
    const at = new Date('2026-02-20T09:00:00Z');
    expect(await asRead(id)).toMatchObject({ requestedBy: team.idOf('eva'), knownAt: at });
    expect((await inbox('mia'))[0]).toMatchObject({
      title: 'eva confirms having asked you to lead Renewal (Harbour)',
    });
    expect(await team.audited(id)).toEqual(['takeover.declared', 'takeover.confirmed']);
  });

  it('does not count when they deny it, and is answered once', async () => {
    const id = await declared({ askedById: team.idOf('eva') });
    const both = await Promise.all([confirm('eva', id, false), confirm('eva', id, true)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const other = await declared({ askedById: team.idOf('eva') });
    await confirm('eva', other, false);
    expect((await confirm('eva', other)).status).toBe(409);
    expect(await asRead(other)).toMatchObject({ requestedBy: null });
    expect((await inbox('mia')).map(({ title }) => title)).toContain(
      'eva did not ask you to lead Renewal (Harbour)',
    );
  });

  it('is not answered by an executive who was not named', async () => {
    expect((await confirm('eva', await declared())).status).toBe(404);
  });
});

describe('lists of declared takeovers', () => {
  it('are paged, open ones by their planned day, the others newest first', async () => {
    const { as, idOf, organizationId, write } = await team.another();
    const made: string[] = [];
    await write(async (sql) => {
      const account = newId();
      await sql`insert into accounts (organization_id, id, name) values (${organizationId}, ${account}, 'Harbour')`;
      for (const [at, planned] of ['2026-03-01', null, '2026-02-01', '2026-02-01'].entries()) {
        const [id, opportunity] = [newId(), newId()];
        made.push(id);
        await sql`
          insert into opportunities (organization_id, id, account_id, owner_id, name, opened_at, outcome)
          values (${organizationId}, ${opportunity}, ${account}, ${idOf('ana')}, 'Deal', '2026-01-01', 'open')`;
        await sql`
          insert into interventions (organization_id, id, manager_id, opportunity_id, rep_id, started_at, planned_hand_back_on, known_at, provenance)
          values (${organizationId}, ${id}, ${idOf('mia')}, ${opportunity}, ${idOf('ana')}, ${`2026-01-0${at + 1}`}, ${planned}, '2026-01-01', 'declared')`;
      }
    });
    const all = async (state: string) => {
      const shown: string[] = [];
      for (let cursor = ''; ; ) {
        const { body } = await as('mia').get<InterventionPage>(
          `/interventions?state=${state}&limit=1${cursor && `&cursor=${cursor}`}`,
        );
        shown.push(...body.rows.map(({ id }) => id));
        if (body.nextCursor === null) return shown.map((id) => made.indexOf(id));
        cursor = body.nextCursor;
      }
    };
    expect(await all('open')).toEqual([2, 3, 0, 1]);
    for (const id of made) await as('mia').post(`/interventions/${id}/hand-back`, { learned: 'All of it.' });
    expect(await all('over')).toEqual([3, 2, 1, 0]);
    expect((await as('mia').get('/interventions?cursor=e30')).body.code).toBe('invalid_cursor');
  });

  it('offers the open deals of one’s reps by the beginning of a name, and the executives', async () => {
    const wanted = await deal('ana', { name: 'Zinc contract' });
    await deal('ana', { name: 'Zinc, won', outcome: 'won' });
    await deal('cyn', { name: 'Zinc of another’s' });
    const inherited = await deal('cyn', { name: 'Zinc inherited', accountOf: 'ben' });
    await deal('ben', { name: 'Zinc given away', accountOf: 'cyn' });
    const choices = async (query: string) =>
      (await team.as('mia').get<TakeoverChoices>(`/interventions/choices?${query}`)).body;
    const { deals, executives } = await choices('search=zinc');
    expect(deals).toEqual([
      { id: wanted, name: 'Zinc contract', account: 'Harbour', rep: 'ana' },
      { id: inherited, name: 'Zinc inherited', account: 'Harbour', rep: 'ben' },
    ]);
    expect(executives).toEqual([{ id: team.idOf('eva'), name: 'eva' }]);
    expect((await choices(`deal=${wanted}`)).deals.map(({ id }) => id)).toEqual([wanted]);
    expect((await choices('search=harb')).deals.length).toBeGreaterThan(2);
    expect((await team.as('ana').get('/interventions/choices')).status).toBe(403);
  });
});
