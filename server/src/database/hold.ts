import type postgres from 'postgres';
import type { Sql } from './connect.ts';

type Reserved = Awaited<ReturnType<Sql['reserve']>>;

/** A connection held for one transaction. */
export interface Held {
  /** Refuses every statement once the connection is lost. */
  sql: Reserved;
  /** Sends the opening statement without waiting for it. */
  open(begin: string): Promise<unknown>;
  /** What is awaited, or the loss of the connection if that comes first. */
  whileConnected<T>(work: Promise<T>): Promise<T>;
  readonly isLost: boolean;
  release(): void;
}

/** What postgres.js hands to `onexecute`, as far as we need it. */
interface Connection {
  onclose: ((error: Error) => void) | null;
}

/**
 * Holds a connection of the pool, and learns of its loss. postgres.js itself would go on: a statement on a connection
 * that closed under its holder is never answered or ends the process (a write to a socket that is null), and after the
 * pool has connected anew it would run outside any transaction.
 */
export async function hold(pool: Sql): Promise<Held> {
  const reserved = await pool.reserve();
  const lost = Promise.withResolvers<never>();
  // Whoever waits is told; nobody waiting is no unhandled error.
  lost.promise.catch(() => undefined);
  let connection: Connection | null = null;
  let loss: Error | null = null;

  // An option of postgres.js that its types leave out; its own `begin` uses it to the same end.
  const watching: postgres.UnsafeQueryOptions & { simple: true; onexecute(opened: Connection): true } = {
    prepare: false,
    simple: true,
    onexecute(opened) {
      connection = opened;
      opened.onclose = (error) => {
        loss = error;
        lost.reject(error);
      };
      return true;
    },
  };

  const refuseWhenLost = () => {
    if (loss !== null) throw loss;
  };
  return {
    sql: new Proxy(reserved, {
      apply(target, self, parameters) {
        refuseWhenLost();
        return Reflect.apply(target, self, parameters);
      },
      get(target, property) {
        refuseWhenLost();
        return Reflect.get(target, property);
      },
    }),
    open: (begin) => reserved.unsafe(begin, [], watching).execute(),
    whileConnected: (work) => Promise.race([work, lost.promise]),
    get isLost() {
      return loss !== null;
    },
    release() {
      // A lost one has gone back by itself, and may be in use again.
      if (loss !== null) return;
      if (connection !== null) connection.onclose = null;
      reserved.release();
    },
  };
}
