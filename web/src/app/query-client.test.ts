import { type InfiniteData, MutationObserver, QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, it } from 'vitest';
import { queryClient } from './query-client.ts';

afterEach(() => queryClient.clear());

const act = (meta: NonNullable<MutationObserver['options']['meta']>, mutationFn: () => Promise<unknown>) =>
  new MutationObserver(queryClient, { mutationFn, meta }).mutate();

it('an act has its answer though what it changed cannot be read anew', async () => {
  let reads = 0;
  const list = new QueryObserver(queryClient, {
    queryKey: ['directives'],
    queryFn: () => {
      reads += 1;
      return reads === 1 ? 'read' : new Promise<string>(() => {});
    },
  });
  const leave = list.subscribe(() => {});
  await expect.poll(() => list.getCurrentResult().data).toBe('read');
  await expect(act({ changes: [['directives']] }, async () => 'done')).resolves.toBe('done');
  expect(reads).toBe(2);
  leave();
});

it('what an act changed is read anew when it was refused, too', async () => {
  queryClient.setQueryData(['directives'], 'read');
  const refused = act({ changes: [['directives']] }, async () => {
    throw new Error('somebody was there before');
  });
  await expect(refused).rejects.toThrow('somebody was there before');
  expect(queryClient.getQueryState(['directives'])?.isInvalidated).toBe(true);
});

it('the answer stands in its row at once, in each list that has it', async () => {
  const pages = (...rows: { id: string; state: string }[]): InfiniteData<{ rows: typeof rows }> => ({
    pages: [{ rows }],
    pageParams: [undefined],
  });
  const a = { id: 'a', state: 'open' };
  const b = { id: 'b', state: 'open' };
  const done = { id: 'b', state: 'done' };
  queryClient.setQueryData(['directives', 'list', 'open'], pages(a, b));
  queryClient.setQueryData(['directives', 'list', 'mine'], pages(b));
  queryClient.setQueryData(['directives', 'one', 'b'], 'another shape');
  await act({ rowOf: ['directives', 'list'] }, async () => done);
  expect(queryClient.getQueryData(['directives', 'list', 'open'])).toEqual(pages(a, done));
  expect(queryClient.getQueryData(['directives', 'list', 'mine'])).toEqual(pages(done));
  expect(queryClient.getQueryData(['directives', 'one', 'b'])).toBe('another shape');
});
