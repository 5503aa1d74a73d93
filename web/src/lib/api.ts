import { Problem } from '@plumbline/shared/contracts/common.ts';
import type { z } from 'zod';
import { ApiError } from './api-error.ts';

type Query = Record<string, string | number | boolean | undefined>;

interface Sending<T extends z.ZodType> {
  path: string;
  /** The contract of the answer: what comes back is parsed by it. */
  answer: T;
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
}

const retryDelays = [400, 1600];

/** Reads something. Throws an {@link ApiError}; retrying is left to the query client. */
export function get<T extends z.ZodType>(sending: Sending<T>): Promise<z.output<T>> {
  return send('GET', sending, {});
}

/** Changes something, once. Throws an {@link ApiError}. */
export function post<T extends z.ZodType>(sending: Sending<T>): Promise<z.output<T>> {
  return send('POST', sending, {});
}

/**
 * Changes something that must arrive even over a bad connection: up to three attempts under one Idempotency-Key,
 * so that the server does it at most once. Throws an {@link ApiError} after the last. With a `key` of the caller's the
 * attempts may go on later, even after a reload.
 */
export async function postOnce<T extends z.ZodType>({
  key = newKey(),
  ...sending
}: Sending<T> & { key?: string }): Promise<z.output<T>> {
  const headers = { 'idempotency-key': key };
  for (const delay of retryDelays) {
    try {
      return await send('POST', sending, headers);
    } catch (error) {
      if (!(error instanceof ApiError && error.isTemporary)) throw error;
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
  return send('POST', sending, headers);
}

/** Puts something in the place of what is there. Throws an {@link ApiError}. */
export function put<T extends z.ZodType>(sending: Sending<T>): Promise<z.output<T>> {
  return send('PUT', sending, {});
}

/** Takes something away. Throws an {@link ApiError}. */
export function del<T extends z.ZodType>(sending: Sending<T>): Promise<z.output<T>> {
  return send('DELETE', sending, {});
}

async function send<T extends z.ZodType>(
  method: string,
  { path, answer, query, body, signal }: Sending<T>,
  headers: Record<string, string>,
): Promise<z.output<T>> {
  const { response, text } = await reach(`/api/v1${path}${queryString(query)}`, {
    method,
    signal: signal ?? null,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json, application/problem+json',
      // A form says its own type, with the boundary between its parts.
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? null : body instanceof FormData ? body : JSON.stringify(body),
  });
  const content = parsed(text);
  if (!response.ok) throw problemOf(response, content);
  const known = answer.safeParse(content);
  if (known.success) return known.data;
  throw new ApiError({
    code: 'unexpected_answer',
    status: response.status,
    message:
      'The server answered in a form that this page does not know. Reload the page; it may be older than the server.',
    requestId: response.headers.get('x-request-id'),
    errors: known.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  });
}

/** The whole answer: a connection can also break in the middle of one. */
async function reach(url: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(url, init);
    return { response, text: await response.text() };
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError({
      code: 'unreachable',
      status: 0,
      message: 'The server cannot be reached. Check the connection, then try again.',
    });
  }
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemOf(response: Response, content: unknown): ApiError {
  const problem = Problem.safeParse(content);
  if (!problem.success) {
    return new ApiError({
      code: response.status >= 500 ? 'unavailable' : 'unexpected_answer',
      status: response.status,
      message: 'The server did not say what went wrong. Try again in a moment.',
      requestId: response.headers.get('x-request-id'),
    });
  }
  const { code, status, title, detail, requestId, errors } = problem.data;
  return new ApiError({ code, status, message: detail ?? title, requestId, errors });
}

/** `?a=1&b=2` of what is defined, or nothing. */
export function queryString(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size === 0 ? '' : `?${search}`;
}

/** crypto.randomUUID is missing where the page does not come over https; this is not. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
