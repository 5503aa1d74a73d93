import { Me } from '@plumbline/shared/contracts/session.ts';
import type { Role } from '@plumbline/shared/domain/roles.ts';
import type { APIRequestContext, APIResponse, Browser, BrowserContext } from '@playwright/test';
import type { z } from 'zod';
import { now } from './installation.ts';

/** Somebody of the sample who is signed in. */
export interface Somebody {
  me: Me;
  session: Awaited<ReturnType<BrowserContext['storageState']>>;
  get<T>(path: string, answer: z.ZodType<T>): Promise<T>;
  /** @throws Error with the answer where it was refused */
  post(path: string, body: object): Promise<void>;
}

export type Cast = Record<Role, Somebody>;

/** A rep, a manager and an executive of the sample. */
export async function signInEachRole(browser: Browser, url: string): Promise<Cast> {
  const enter = async (as: Role): Promise<Somebody> => {
    const context = await browser.newContext({ baseURL: url });
    const me = await answerOf(await context.request.post('/api/v1/sample/session', { data: { as } }), Me);
    return { me, session: await context.storageState(), ...calls(context.request) };
  };
  // One after the other: whom a role is entered as depends on what is late, which nobody changes meanwhile.
  return { rep: await enter('rep'), manager: await enter('manager'), executive: await enter('executive') };
}

function calls(request: APIRequestContext): Pick<Somebody, 'get' | 'post'> {
  return {
    get: async (path, answer) => answerOf(await request.get(`/api/v1${path}`), answer),
    post: async (path, data) => accepted(await request.post(`/api/v1${path}`, { data })),
  };
}

async function answerOf<T>(response: APIResponse, answer: z.ZodType<T>): Promise<T> {
  await accepted(response);
  return answer.parse(await response.json());
}

async function accepted(response: APIResponse): Promise<void> {
  if (!response.ok()) throw new Error(`${response.url()}: ${await response.text()}`);
}

/** That many days from `now`. */
export const inDays = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
