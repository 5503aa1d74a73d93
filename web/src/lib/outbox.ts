import { answersKeptDays } from '@plumbline/shared/contracts/common.ts';
import { z } from 'zod';
import { ApiError, isSignedOut } from './api-error.ts';
import { newKey, postOnce } from './api.ts';
import { dropKept, keep, keptNames, readKept } from './kept.ts';

/** A request on its way. It is kept until the server has answered it, under one Idempotency-Key: sent again, it is done once. */
const Outgoing = z.object({
  key: z.string(),
  /** In milliseconds; unknown: long ago. */
  writtenAt: z.number().default(0),
  path: z.string(),
  body: z.unknown(),
  /** What it is, in words for the one who wrote it: "the follow-up with Ana Ruiz". */
  what: z.string(),
  /** The draft it was made from, which is there again should the server refuse it. */
  draft: z.object({ name: z.string(), value: z.unknown() }),
  /** An attempt has failed. */
  isWaiting: z.boolean(),
});
export type Outgoing = z.infer<typeof Outgoing>;

const folder = 'outbox/';
const draftName = (name: string) => `draft/${name}`;

/** A draft as it was kept; undefined where there is none, or one of an older form. */
export function readDraft<T>(personId: string, name: string, schema: z.ZodType<T>): T | undefined {
  return schema.safeParse(readKept(personId, draftName(name))).data;
}

export const keepDraft = (personId: string, name: string, value: unknown) =>
  keep(personId, draftName(name), value);
export const dropDraft = (personId: string, name: string) => dropKept(personId, draftName(name));

/**
 * Whether it is so old that the server may have forgotten the key: if it was done and only the answer was lost, sending it
 * would do it a second time. A day early, since its clock is another.
 */
export const isUncertain = ({ writtenAt }: Outgoing, at: Date): boolean =>
  at.getTime() - writtenAt > (answersKeptDays - 1) * 86_400_000;

/** What waits to be sent, in the order in which it was written. */
export function outgoing(personId: string): Outgoing[] {
  return keptNames(personId, folder).flatMap(
    (name) => Outgoing.safeParse(readKept(personId, name)).data ?? [],
  );
}

/** Those that are being sent by this tab. */
const underWay = new Set<string>();
const listeners = new Set<() => void>();

/** Hears whenever something was put out, was sent, or failed. @returns stops hearing */
export function onOutbox(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed(): void {
  for (const listener of listeners) listener();
}

/**
 * Puts something out and sends it. From here on it is the outbox's: the draft goes, and comes back only if the server
 * refuses it.
 *
 * @returns null where the server cannot be reached: it is kept, and sent later
 * @throws ApiError where the server refused it, or somebody has to sign in first (then it is kept, too)
 */
export async function sendKept<T extends z.ZodType>(
  personId: string,
  wanted: Omit<Outgoing, 'key' | 'writtenAt' | 'isWaiting'>,
  answer: T,
): Promise<z.output<T> | null> {
  // The time first, so that names are in the order of writing.
  const writtenAt = Date.now();
  const entry = { ...wanted, key: `${writtenAt.toString(36)}-${newKey()}`, writtenAt, isWaiting: false };
  keep(personId, folder + entry.key, entry);
  dropDraft(personId, wanted.draft.name);
  return send(personId, entry, answer);
}

/**
 * Sends what waits, one after the other, until one cannot be sent; what is uncertain by then is left to its writer.
 * @returns those that were sent, and those refused
 */
export async function sendAll(
  personId: string,
  at: Date,
): Promise<{ sent: Outgoing[]; refused: { entry: Outgoing; error: Error }[] }> {
  const sent: Outgoing[] = [];
  const refused: { entry: Outgoing; error: Error }[] = [];
  for (const entry of outgoing(personId)) {
    if (underWay.has(entry.key) || isUncertain(entry, at)) continue;
    try {
      if ((await send(personId, entry, z.unknown())) === null) break;
      sent.push(entry);
    } catch (error) {
      if (isSignedOut(error) || !(error instanceof Error)) break;
      refused.push({ entry, error });
    }
  }
  return { sent, refused };
}

/** Its writer says that it is not done yet: it is sent like any other from now on. */
export function sendAnyway(personId: string, entry: Outgoing, at: Date): void {
  keep(personId, folder + entry.key, { ...entry, writtenAt: at.getTime() });
  changed();
}

/** Its writer says that it is done already, or not to be. */
export function discard(personId: string, { key }: Outgoing): void {
  dropKept(personId, folder + key);
  changed();
}

async function send<T extends z.ZodType>(
  personId: string,
  entry: Outgoing,
  answer: T,
): Promise<z.output<T> | null> {
  const name = folder + entry.key;
  underWay.add(entry.key);
  try {
    const answered = await postOnce({ path: entry.path, body: entry.body, answer, key: entry.key });
    dropKept(personId, name);
    return answered;
  } catch (error) {
    const isTemporary = error instanceof ApiError && error.isTemporary;
    if (isTemporary || isSignedOut(error)) {
      const isKept = keep(personId, name, { ...entry, isWaiting: true });
      if (isTemporary && isKept) return null;
      throw error;
    }
    dropKept(personId, name);
    if (isRefused(error) && readKept(personId, draftName(entry.draft.name)) === undefined)
      keepDraft(personId, entry.draft.name, entry.draft.value);
    throw error;
  } finally {
    underWay.delete(entry.key);
    changed();
  }
}

/** Not where it was done, and only the answer was beyond this page. */
const isRefused = (error: unknown) => !(error instanceof ApiError) || error.status >= 400;
