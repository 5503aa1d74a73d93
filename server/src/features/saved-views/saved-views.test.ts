import { mostSavedViews, type SavedView, type SavedViews } from '@plumbline/shared/contracts/saved-views.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MadeTeam, madeTeam, type Who } from '../testing/made-team.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
});
afterAll(() => team.close());

const save = (who: Who, name: string, search: Record<string, string> = { state: 'late' }) =>
  team.as(who).post<SavedView>('/saved-views', { list: 'items', name, search });
const names = async (who: Who) =>
  (await team.as(who).get<SavedViews>('/saved-views?list=items')).body.views.map(({ name }) => name);

it('is one’s own alone: nobody else sees, changes or removes it', async () => {
  const { body: view } = await save('mia', 'Late ones', { state: 'late', by: 'rep' });
  expect((await team.as('mia').get<SavedViews>('/saved-views?list=items')).body.views).toEqual([view]);
  for (const who of ['eva', 'max', 'ana'] as const) {
    expect(await names(who)).toEqual([]);
    const change = await team.as(who).put(`/saved-views/${view.id}`, { name: 'Mine', search: {} });
    const removal = await team.as(who).delete(`/saved-views/${view.id}`);
    expect([change.status, removal.status]).toEqual([404, 404]);
  }
  expect(await names('mia')).toEqual(['Late ones']);
});

it('takes another name and another look, and goes; its name may then be used again', async () => {
  const { body: view } = await save('max', 'Reports');
  const { body } = await team
    .as('max')
    .put<SavedView>(`/saved-views/${view.id}`, { name: 'Call reports', search: { search: 'call' } });
  expect(body).toEqual({ id: view.id, name: 'Call reports', search: { search: 'call' } });
  expect((await team.as('max').delete(`/saved-views/${view.id}`)).status).toBe(204);
  expect((await team.as('max').delete(`/saved-views/${view.id}`)).status).toBe(404);
  expect((await save('max', 'Call reports')).status).toBe(201);
  expect(await names('max')).toEqual(['Call reports']);
  expect(await team.audited(view.id)).toEqual([
    'saved_view.saved',
    'saved_view.changed',
    'saved_view.removed',
  ]);
});

it('has a name that none of the others has, whatever its case; two at once do not share one', async () => {
  const answers = await Promise.all([save('ben', 'Mine'), save('ben', 'mine')]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400]);
  const { body: other } = await save('ben', 'Other');
  const { status } = await team.as('ben').put(`/saved-views/${other.id}`, { name: 'MINE', search: {} });
  expect(status).toBe(400);
  // Its own name it may keep.
  expect((await team.as('ben').put(`/saved-views/${other.id}`, { name: 'other', search: {} })).status).toBe(
    200,
  );
});

it('is one of so many at most', async () => {
  for (let n = 0; n < mostSavedViews; n++) expect((await save('eva', `View ${n}`)).status).toBe(201);
  expect((await save('eva', 'One more')).status).toBe(409);
});

it('keeps what a page’s address may hold, and no more', async () => {
  for (const search of [{ note: 'x'.repeat(201) }, { ['x'.repeat(41)]: 'a' }, { deep: { er: 'a' } }])
    expect((await team.as('ana').post('/saved-views', { list: 'items', name: 'A', search })).status).toBe(
      400,
    );
  expect((await team.as('ana').post('/saved-views', { list: 'people', name: 'A', search: {} })).status).toBe(
    400,
  );
});
