import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { forget, forgetOthers } from './kept.ts';
import {
  discard,
  isUncertain,
  keepDraft,
  outgoing,
  readDraft,
  sendAll,
  sendAnyway,
  sendKept,
} from './outbox.ts';

const Answer = z.object({ id: z.string() });
const Words = z.object({ note: z.string() });
const wanted = {
  path: '/follow-ups',
  body: { note: 'a' },
  what: 'the follow-up with Ana',
  draft: { name: 'a', value: { note: 'a' } },
};

/** A browser's storage, as far as it is used. */
function storage(limit = Number.POSITIVE_INFINITY) {
  const kept: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => kept[key] ?? null,
    setItem(key: string, value: string) {
      if (Object.keys(kept).length >= limit) throw new DOMException('full', 'QuotaExceededError');
      kept[key] = value;
    },
    removeItem(key: string) {
      delete kept[key];
    },
  };
  return new Proxy(methods, {
    ownKeys: () => Object.keys(kept),
    getOwnPropertyDescriptor: (_, key) =>
      typeof key === 'string' && key in kept ? { enumerable: true, configurable: true } : undefined,
  });
}

/** Answers each call to fetch in turn; null stands for a broken connection. */
function answering(...answers: (Response | null)[]) {
  const fetching = vi.fn((_url: string, _init: RequestInit): Promise<Response> => {
    const answer = answers.shift();
    return answer ? Promise.resolve(answer) : Promise.reject(new TypeError('no connection'));
  });
  vi.stubGlobal('fetch', fetching);
  return () => fetching.mock.calls.map(([, init]) => new Headers(init.headers).get('idempotency-key'));
}

const problem = (status: number, code: string) =>
  Response.json({ type: 'about:blank', title: 'No', status, code, requestId: 'r' }, { status });

const sending = async (more = {}) => {
  const sent = sendKept('mia', { ...wanted, ...more }, Answer).catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  return sent;
};
const sendingAll = async () => {
  const sent = sendAll('mia', new Date());
  await vi.runAllTimersAsync();
  return sent;
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('localStorage', storage());
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('what is sent', () => {
  it('leaves nothing behind once it is answered', async () => {
    answering(Response.json({ id: 'f' }));
    keepDraft('mia', 'a', { note: 'a' });
    expect(await sending()).toEqual({ id: 'f' });
    expect(outgoing('mia')).toEqual([]);
    expect(readDraft('mia', 'a', Words)).toBeUndefined();
  });

  it('is kept without a connection, and sent later under the same key, in the order of writing', async () => {
    const keys = answering();
    expect(await sending()).toBeNull();
    vi.advanceTimersByTime(1000);
    expect(await sending({ what: 'the second' })).toBeNull();
    expect(outgoing('mia')).toMatchObject([{ what: wanted.what, isWaiting: true }, { what: 'the second' }]);
    const [first] = keys();

    const later = answering(Response.json({ id: 'f' }), Response.json({ id: 'g' }));
    const { sent } = await sendingAll();
    expect(sent.map(({ what }) => what)).toEqual([wanted.what, 'the second']);
    expect(later()[0]).toBe(first);
    expect(new Set(later()).size).toBe(2);
    expect(outgoing('mia')).toEqual([]);
  });

  it('after a week only where its writer says so: the server may have forgotten that it was done', async () => {
    const keys = answering();
    await sending();
    await sending({ what: 'the second' });
    vi.advanceTimersByTime(6 * 86_400_000 + 1000);
    answering(Response.json({ id: 'f' }), Response.json({ id: 'g' }));
    expect((await sendingAll()).sent).toEqual([]);
    const [first, second] = outgoing('mia');
    if (!first || !second) throw new Error('both should wait still');
    expect([first, second].map((entry) => isUncertain(entry, new Date()))).toEqual([true, true]);
    discard('mia', second);
    sendAnyway('mia', first, new Date());
    const later = answering(Response.json({ id: 'f' }));
    expect((await sendingAll()).sent.map(({ what }) => what)).toEqual([wanted.what]);
    expect(later()[0]).toBe(keys()[0]);
    expect(outgoing('mia')).toEqual([]);
  });

  it('that is refused is a draft again, unless a newer one was begun', async () => {
    answering(problem(404, 'not_found'));
    expect(await sending()).toMatchObject({ code: 'not_found' });
    expect(readDraft('mia', 'a', Words)).toEqual({ note: 'a' });

    answering();
    await sending();
    keepDraft('mia', 'a', { note: 'newer' });
    answering(problem(404, 'not_found'));
    const { refused } = await sendingAll();
    expect(refused).toMatchObject([{ entry: { what: wanted.what }, error: { code: 'not_found' } }]);
    expect(readDraft('mia', 'a', Words)).toEqual({ note: 'newer' });
    expect(outgoing('mia')).toEqual([]);
  });

  it('waits for whoever has to sign in again', async () => {
    answering(problem(401, 'not_signed_in'));
    expect(await sending()).toMatchObject({ code: 'not_signed_in' });
    expect(outgoing('mia')).toHaveLength(1);
    expect(readDraft('mia', 'a', Words)).toBeUndefined();
  });

  it('is not said to be kept where the browser keeps nothing', async () => {
    vi.stubGlobal('localStorage', storage(0));
    answering();
    expect(await sending()).toMatchObject({ code: 'unreachable' });
  });
});

describe('what is kept', () => {
  it('is one’s own, goes at sign-out, and with the next person who signs in', () => {
    keepDraft('mia', 'a', { note: 'a' });
    keepDraft('max', 'a', { note: 'b' });
    expect(readDraft('max', 'a', Words)).toEqual({ note: 'b' });
    forget('mia');
    expect(readDraft('mia', 'a', Words)).toBeUndefined();
    expect(readDraft('max', 'a', Words)).toEqual({ note: 'b' });
    forgetOthers('mia');
    expect(readDraft('max', 'a', Words)).toBeUndefined();
  });

  it('is passed over where it is of an older form', () => {
    keepDraft('mia', 'a', { text: 'a' });
    expect(readDraft('mia', 'a', Words)).toBeUndefined();
  });
});
