import { expect, it } from 'vitest';
import { type Toast, withToast } from './toast-list.ts';

const toast = (id: number, kind: Toast['kind'], message = `message ${id}`): Toast => ({
  id,
  kind,
  message,
  requestId: kind === 'failed' ? `request ${id}` : null,
  stays: kind === 'failed' ? null : 6000,
});
const shown = (...toasts: readonly Toast[]) =>
  toasts.reduce<readonly Toast[]>((list, next) => withToast(list, next), []).map(({ id }) => id);

it('what was done makes room for what was done later, and never for what was not done', () => {
  expect(
    shown(toast(1, 'failed'), toast(2, 'said'), toast(3, 'said'), toast(4, 'said'), toast(5, 'said')),
  ).toEqual([1, 3, 4, 5]);
  expect(shown(...[1, 2, 3, 4].map((id) => toast(id, 'failed')), toast(5, 'said'))).toEqual([1, 2, 3, 4, 5]);
});

it('the same failure again stands once, by its latest request', () => {
  expect(
    shown(toast(1, 'failed', 'no line'), toast(2, 'said', 'no line'), toast(3, 'failed', 'no line')),
  ).toEqual([2, 3]);
});
