import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveEvent } from '@plumbline/shared/contracts/live.ts';
import { type Change, type Database, SessionEnded } from '../../database/connect.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { type Audience, audienceOf, isTold } from './audience.ts';

export interface HubDeps {
  database: Pick<Database, 'read' | 'hearChanges'>;
  now(): Date;
  onError(error: unknown): void;
  timing?: Timing | undefined;
}

/** In milliseconds. */
interface Timing {
  /** Changes that come so close together are told at once. */
  gather: number;
  /** So often it is asked whether a session still runs, and whom its reader sees. */
  checkAgain: number;
}

/** One open page. What it has not been told yet is a set, so a slow reader costs no memory. */
interface Follower {
  viewer: Viewer;
  audience: Audience;
  pending: Set<string> | 'all';
  wake: PromiseWithResolvers<void>;
  isEnded: boolean;
}

/** More pages of one session are not followed: the oldest makes room. */
const mostPages = 12;

/** Hears of changes once, and tells every open page of this process those that its reader sees. */
export function liveHub({ database, now, onError, timing = { gather: 100, checkAgain: 60_000 } }: HubDeps) {
  const followers = new Map<string, Set<Follower>>();
  let hearing: Promise<() => Promise<void>> | null = null;
  let checking: NodeJS.Timeout | null = null;
  let isClosed = false;

  const all = () => [...followers.values()].flatMap((ofOrganization) => [...ofOrganization]);

  function tell(follower: Follower, subjects: readonly string[] | 'all'): void {
    if (subjects === 'all') follower.pending = 'all';
    else if (follower.pending !== 'all') for (const subject of subjects) follower.pending.add(subject);
    follower.wake.resolve();
  }

  /** Whoever has ended is told nothing more: also a page that went before it read anything. */
  function end(follower: Follower): void {
    follower.isEnded = true;
    follower.wake.resolve();
    const { organizationId } = follower.viewer;
    const others = followers.get(organizationId);
    others?.delete(follower);
    if (others?.size === 0) followers.delete(organizationId);
  }

  function hear(change: Change): void {
    for (const follower of followers.get(change.organizationId) ?? []) {
      if (isTold(follower.audience, change)) tell(follower, [change.subjectType]);
    }
  }

  /** The first page that opens begins the hearing; should the database be away, the next one tries again. */
  function listen(): Promise<unknown> {
    hearing ??= database
      .hearChanges(hear, () => all().forEach((follower) => tell(follower, 'all')))
      .catch((error: unknown) => {
        hearing = null;
        throw error;
      });
    checking ??= setInterval(() => void checkAll().catch(onError), timing.checkAgain).unref();
    return hearing;
  }

  /** One after the other: nobody waits for it, and the pool is there for those who do. */
  async function checkAll(): Promise<void> {
    for (const follower of all()) {
      try {
        follower.audience = await audienceOf(database, follower.viewer, now());
      } catch (error) {
        if (error instanceof SessionEnded) end(follower);
        else throw error;
      }
    }
  }

  return {
    /**
     * What changes for the viewer, until the page goes or the session ends. Begins with `all`: whatever changed before the
     * page was followed counts as not heard.
     * @throws SessionEnded
     */
    async follow(viewer: Viewer, gone: AbortSignal): Promise<AsyncIterable<LiveEvent>> {
      const audience = await audienceOf(database, viewer, now());
      const follower: Follower = {
        viewer,
        audience,
        pending: 'all',
        wake: Promise.withResolvers(),
        isEnded: false,
      };
      const { organizationId, sessionId } = viewer;
      const others = followers.get(organizationId) ?? new Set<Follower>();
      followers.set(organizationId, others.add(follower));
      const ofSession = [...others].filter((other) => other.viewer.sessionId === sessionId);
      ofSession.slice(0, -mostPages).forEach(end);
      follower.wake.resolve();
      gone.addEventListener('abort', () => end(follower));
      if (gone.aborted || isClosed) end(follower);
      else
        await listen().catch((error: unknown) => {
          end(follower);
          throw error;
        });
      return events(follower);
    },

    /** How many pages are followed. */
    get size(): number {
      return all().length;
    },

    /** Ends every stream, and the hearing. */
    async close(): Promise<void> {
      isClosed = true;
      all().forEach(end);
      if (checking !== null) clearInterval(checking);
      const stop = await hearing?.catch(() => null);
      await stop?.().catch(() => undefined);
    },
  };

  async function* events(follower: Follower): AsyncGenerator<LiveEvent> {
    try {
      while (!follower.isEnded) {
        await follower.wake.promise;
        if (follower.isEnded) return;
        const { pending } = follower;
        follower.pending = new Set();
        follower.wake = Promise.withResolvers();
        yield { subjects: pending === 'all' ? 'all' : [...pending] };
        await sleep(timing.gather);
      }
    } finally {
      end(follower);
    }
  }
}
