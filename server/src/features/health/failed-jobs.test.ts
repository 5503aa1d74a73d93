import type { FailedJobs } from '@plumbline/shared/contracts/health.ts';
import type { JobName } from '@plumbline/shared/domain/vocabulary.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppUnderTest, appUnderTest } from '../../../test/app-under-test.ts';
import { type MadePeople, makePeople, signIn } from '../../../test/people.ts';
import { newId } from '../../database/ids.ts';
import { withQueue } from '../../jobs/queue.ts';

let server: AppUnderTest;
let people: MadePeople;
let cookie: string;
beforeAll(async () => {
  server = await appUnderTest();
  people = await makePeople(server.database);
  ({ cookie } = await signIn(server.app, 'admin'));
});
afterAll(() => server.close());

/** A job that a server took and could not do, or did. */
const ends = (how: 'failed' | 'done', job: JobName, data: object = {}) =>
  withQueue(server.network.url, async (queue) => {
    await queue.send(job, data, { retryLimit: 0 });
    const [taken] = await queue.fetch(job);
    await (how === 'done'
      ? queue.complete(job, taken?.id ?? '')
      : queue.fail(job, taken?.id ?? '', { message: 'of somebody else’s organisation' }));
  });
const shown = async () =>
  (await server.app.inject({ url: '/api/v1/failed-jobs', headers: { cookie } })).json<FailedJobs>().rows;

it('a job that fails is shown until it gets through again, with how often and not with why', async () => {
  expect(await shown()).toEqual([]);
  await ends('failed', 'schedule-paperwork');
  await ends('failed', 'schedule-paperwork');
  expect(await shown()).toEqual([{ job: 'schedule-paperwork', times: 2, lastAt: expect.any(String) }]);
  await ends('done', 'schedule-paperwork');
  expect(await shown()).toEqual([]);
});

it('what is done for one organisation is shown there alone', async () => {
  const { organizationId } = people;
  await ends('failed', 'evaluate', { organizationId: newId(), reason: 'night' });
  expect(await shown()).toEqual([]);
  await ends('failed', 'evaluate', { organizationId, reason: 'night' });
  await ends('done', 'evaluate', { organizationId: newId(), reason: 'night' });
  expect(await shown()).toMatchObject([{ job: 'evaluate', times: 1 }]);
});
