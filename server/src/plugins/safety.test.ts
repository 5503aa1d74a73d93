import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppUnderTest, appUnderTest } from '../../test/app-under-test.ts';

let server: AppUnderTest;
beforeAll(async () => {
  server = await appUnderTest({ longestStall: 5 });
});
afterAll(() => server.close());

function holdUp(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

it('a process that is held up refuses requests, says when to come back, and still says that it lives', async () => {
  const ask = async (path: string) => {
    holdUp(50);
    return server.app.inject(`/api/v1/${path}`);
  };
  await expect.poll(async () => (await ask('me')).statusCode, { timeout: 20_000 }).toBe(503);
  const { headers, body } = await ask('me');
  expect(headers['retry-after']).toBeDefined();
  expect(JSON.parse(body)).toMatchObject({
    code: 'unavailable',
    detail: expect.stringContaining('Try again'),
  });
  expect((await ask('health/live')).statusCode).toBe(200);
});
