import { LiveEvent } from '@plumbline/shared/contracts/live.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppUnderTest, appUnderTest } from '../../../test/app-under-test.ts';
import { type MadePeople, makePeople, type Part, signIn } from '../../../test/people.ts';
import { newId } from '../../database/ids.ts';

let server: AppUnderTest;
let people: MadePeople;
let address: string;

beforeAll(async () => {
  server = await appUnderTest({ liveTiming: { gather: 10, checkAgain: 50 } });
  people = await makePeople(server.database);
  address = await server.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());

/** An open page: what it has been told so far, and whether the stream still runs. */
async function open(part: Part, organization?: string) {
  const { cookie } = await signIn(server.app, part, organization);
  const gone = new AbortController();
  const answer = await fetch(`${address}/api/v1/live`, { headers: { cookie }, signal: gone.signal });
  const heard: LiveEvent['subjects'][] = [];
  const page = { heard, status: answer.status, isOpen: true, cookie, close: () => gone.abort() };
  void (async () => {
    try {
      for await (const chunk of (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
        for (const [, data] of chunk.matchAll(/^data: (.*)$/gm))
          heard.push(LiveEvent.parse(JSON.parse(data ?? '')).subjects);
      }
    } catch {
      // Closed by the test.
    }
    page.isOpen = false;
  })();
  await expect.poll(() => heard).toEqual(['all']);
  return page;
}

/** Changes something of the rep's, in a transaction that lands or does not. */
const change = (concerns: readonly string[] | 'everybody', lands = true, subjectType = 'item') =>
  server.database
    .transaction(people.actor, async (tx) => {
      await tx.audit({ action: 'item.tried', subjectType, subjectId: newId(), concerns });
      if (!lands) throw new Error('does not land');
    })
    .catch(() => undefined);

it('tells of a change whoever sees it, and nobody else', async () => {
  await makePeople(server.database, 'abroad');
  const pages = {
    rep: await open('rep'),
    'other rep': await open('other rep'),
    manager: await open('manager'),
    'other manager': await open('other manager'),
    executive: await open('executive'),
    abroad: await open('executive', 'abroad'),
  };
  await change([people.idOf('rep')]);
  // A change that everybody hears comes after it: who has heard that one has had time to hear the first.
  await expect.poll(() => pages.executive.heard.flat()).toContain('item');
  await change('everybody', true, 'last');
  const told = Object.entries(pages).filter(([name]) => name !== 'abroad');
  for (const [, { heard }] of told) await expect.poll(() => heard.flat()).toContain('last');
  expect(told.filter(([, { heard }]) => heard.flat().includes('item')).map(([name]) => name)).toEqual([
    'rep',
    'manager',
    'executive',
  ]);
  expect(pages.abroad.heard).toEqual(['all']);
  for (const { close } of Object.values(pages)) close();
});

it('tells nothing of what did not land', async () => {
  const page = await open('rep');
  await change([people.idOf('rep')], false);
  await change([people.idOf('rep')], true, 'last');
  await expect.poll(() => page.heard).toEqual(['all', ['last']]);
  page.close();
});

it('ends when the session does', async () => {
  const page = await open('other rep');
  await server.app.inject({ method: 'DELETE', url: '/api/v1/session', headers: { cookie: page.cookie } });
  await expect.poll(() => page.isOpen).toBe(false);
});

it('says that anything may have changed after the line to the database was gone', async () => {
  const page = await open('rep');
  await server.network.cut();
  await server.network.restore();
  await expect.poll(() => page.heard, { timeout: 20_000 }).toEqual(['all', 'all']);
  await change([people.idOf('rep')]);
  await expect.poll(() => page.heard.flat()).toContain('item');
  page.close();
});

it('follows twelve pages of a session, and lets the oldest go', async () => {
  const { cookie } = await signIn(server.app, 'manager');
  const gone = new AbortController();
  const follow = () => fetch(`${address}/api/v1/live`, { headers: { cookie }, signal: gone.signal });
  const oldest = await follow();
  for (let page = 2; page <= 13; page++) await follow();
  // Reads to the end, which comes.
  expect(await oldest.text()).toContain('all');
  gone.abort();
});
