import { LiveEvent } from '@plumbline/shared/contracts/live.ts';
import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { meQuery } from '../features/identity/identity.queries.ts';
import { followStream } from './live-stream.ts';

/**
 * What is read anew when something of a kind changed. Flags, patterns and occasions are not among them: each look at them
 * is recorded, so nothing but a person may fetch them.
 */
const readAnew: Readonly<Record<string, readonly QueryKey[]>> = {
  item: [['items'], ['directives'], ['escalations']],
  directive: [['directives'], ['items'], ['escalations']],
  exception: [['exceptions']],
  follow_up: [['follow-ups'], ['items']],
  notice: [['inbox']],
  import_run: [['items'], ['follow-ups'], ['imports']],
  organization: [['items']],
  joint_call: [['joint-calls'], ['takeovers']],
  // Leave, which moves what falls due in it.
  person: [['absences'], ['items']],
  takeover: [['interventions'], ['takeovers']],
};

/**
 * Keeps what is on screen up to date with what others do. The tabs of one browser share one stream, since a browser
 * keeps few connections to a server: whichever tab holds the lock reads it and tells the others.
 */
export function useLive(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const gone = new AbortController();
    // Without https there are no locks: each tab then reads a stream of its own.
    if (!('locks' in navigator)) followStream(gone.signal, (event) => refresh(queryClient, event));
    else share(gone.signal, (event) => refresh(queryClient, event));
    return () => gone.abort();
  }, [queryClient]);
}

function share(gone: AbortSignal, hear: (event: LiveEvent) => void): void {
  const tabs = new BroadcastChannel('plumbline-live');
  tabs.addEventListener('message', ({ data }) => hear(LiveEvent.parse(data)));
  gone.addEventListener('abort', () => tabs.close());
  navigator.locks
    .request('plumbline-live', { signal: gone }, () => {
      followStream(gone, (event) => {
        hear(event);
        tabs.postMessage(event);
      });
      // Held until the tab goes; then another one has it.
      return new Promise<void>((release) => gone.addEventListener('abort', () => release()));
    })
    .catch(() => undefined);
}

function refresh(queryClient: QueryClient, { subjects }: LiveEvent): void {
  const kinds = subjects === 'all' ? Object.keys(readAnew) : subjects;
  const keys = kinds.flatMap((kind) => readAnew[kind] ?? []);
  for (const queryKey of [...keys, ...(keys.length > 0 ? [meQuery.queryKey] : [])])
    void queryClient.invalidateQueries({ queryKey });
}
