import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import { get, post, postOnce, queryString } from './api.ts';

const Answer = z.object({ id: z.string() });

/** Answers each call to fetch in turn; an Error stands for a broken connection. */
function answering(...answers: (Response | Error)[]) {
  const fetching = vi.fn((_url: string, _init: RequestInit): Promise<Response> => {
    const answer = answers.shift();
    if (!answer) throw new Error('one request too many');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  vi.stubGlobal('fetch', fetching);
  return fetching;
}

const problem = (status: number, body: unknown) => Response.json(body, { status });
const keyOf = (init: RequestInit) => new Headers(init.headers).get('idempotency-key');

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the API client', () => {
  it('answers with what the contract says, and drops what it does not', async () => {
    answering(Response.json({ id: 'a', more: 1 }));
    await expect(get({ path: '/x', answer: Answer })).resolves.toEqual({ id: 'a' });
  });

  it('refuses an answer that does not keep to the contract', async () => {
    answering(Response.json({ id: 7 }));
    await expect(get({ path: '/x', answer: Answer })).rejects.toMatchObject({
      code: 'unexpected_answer',
      status: 200,
    });
  });

  it('turns a problem document into an error with its code, fields and request id', async () => {
    answering(
      problem(400, {
        type: 'about:blank',
        title: 'The request is not valid',
        status: 400,
        code: 'invalid_request',
        requestId: 'r-1',
        errors: [{ path: 'note', message: 'too long' }],
      }),
    );
    const error = await post({ path: '/x', answer: Answer, body: {} }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      code: 'invalid_request',
      requestId: 'r-1',
      errors: [{ path: 'note', message: 'too long' }],
    });
  });

  it('says that the server cannot be reached', async () => {
    answering(new TypeError('failed to fetch'));
    await expect(get({ path: '/x', answer: Answer })).rejects.toMatchObject({
      code: 'unreachable',
      isTemporary: true,
    });
  });

  it('takes an answer that breaks off for a server that cannot be reached, and sends a change again', async () => {
    vi.useFakeTimers();
    const cut = new Response(
      new ReadableStream({ start: (stream) => stream.error(new TypeError('network error')) }),
    );
    const fetching = answering(cut, Response.json({ id: 'a' }));
    const sending = postOnce({ path: '/x', answer: Answer, body: {} });
    await vi.runAllTimersAsync();
    await expect(sending).resolves.toEqual({ id: 'a' });
    expect(new Set(fetching.mock.calls.map(([, init]) => keyOf(init))).size).toBe(1);
    expect(fetching).toHaveBeenCalledTimes(2);
  });

  it('sends a change again under the same key over a bad connection', async () => {
    vi.useFakeTimers();
    const fetching = answering(
      new TypeError('cut'),
      new Response('', { status: 503 }),
      Response.json({ id: 'a' }),
    );
    const posted = postOnce({ path: '/x', answer: Answer, body: {} });
    await vi.runAllTimersAsync();
    await expect(posted).resolves.toEqual({ id: 'a' });
    const keys = fetching.mock.calls.map(([, init]) => keyOf(init));
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it('does not send again what the server refused', async () => {
    const conflict = { type: 'about:blank', title: 'changed', status: 409, code: 'conflict', requestId: 'r' };
    const fetching = answering(problem(409, conflict));
    await expect(postOnce({ path: '/x', answer: Answer, body: {} })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(fetching).toHaveBeenCalledTimes(1);
  });

  it('leaves out of the query what is not given', () => {
    expect(queryString({ a: 1, b: undefined, c: 'x y' })).toBe('?a=1&c=x+y');
    expect(queryString({})).toBe('');
  });
});
