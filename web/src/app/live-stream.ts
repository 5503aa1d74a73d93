import { LiveEvent } from '@plumbline/shared/contracts/live.ts';

/** Milliseconds until a stream that was refused is asked for again; twice as long after each refusal, up to the last. */
const firstWait = 2_000;
const longestWait = 60_000;

/**
 * Reads the live stream until `gone`. A connection that breaks the browser mends by itself; an answer that is no stream
 * (a server that starts again behind a proxy, too many requests) ends an EventSource for good, so another one is opened
 * after a wait. The first event of each then says that anything may have changed.
 */
export function followStream(gone: AbortSignal, hear: (event: LiveEvent) => void): void {
  let wait = firstWait;

  function open(): void {
    if (gone.aborted) return;
    const stream = new EventSource('/api/v1/live');
    const close = () => stream.close();
    gone.addEventListener('abort', close);
    stream.addEventListener('open', () => {
      wait = firstWait;
    });
    stream.addEventListener('changed', ({ data }) => hear(LiveEvent.parse(JSON.parse(data))));
    stream.addEventListener('error', () => {
      if (stream.readyState !== EventSource.CLOSED) return;
      gone.removeEventListener('abort', close);
      const timer = setTimeout(open, wait);
      gone.addEventListener('abort', () => clearTimeout(timer), { once: true });
      wait = Math.min(2 * wait, longestWait);
    });
  }
  open();
}
