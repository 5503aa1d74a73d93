import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { failed, said } from '../components/toasts.tsx';
import { type Outgoing, onOutbox, outgoing, sendAll } from '../lib/outbox.ts';

/** How often what waits is tried again, in milliseconds: a connection that is back is not always told. */
const again = 15_000;

/**
 * Sends what could not be sent: now, when the connection is back, and every now and then.
 * @returns what still waits
 */
export function useOutbox(personId: string): readonly Outgoing[] {
  const queryClient = useQueryClient();
  const [waiting, setWaiting] = useState<readonly Outgoing[]>([]);

  useEffect(() => {
    let isSending = false;
    const look = () => setWaiting(outgoing(personId).filter(({ isWaiting }) => isWaiting));
    const trySending = async () => {
      if (isSending || outgoing(personId).length === 0) return;
      isSending = true;
      const { sent, refused } = await sendAll(personId);
      isSending = false;
      look();
      if (sent.length > 0) said(`Sent now: ${sent.map(({ what }) => what).join(', ')}.`);
      for (const { entry, error } of refused)
        failed(new Error(`${capital(entry.what)} was refused and is a draft again: ${error.message}`));
      if (sent.length + refused.length > 0) void queryClient.invalidateQueries();
    };
    const tryNow = () => void trySending();
    look();
    tryNow();
    const stop = onOutbox(look);
    const timer = setInterval(tryNow, again);
    window.addEventListener('online', tryNow);
    return () => {
      stop();
      clearInterval(timer);
      window.removeEventListener('online', tryNow);
    };
  }, [personId, queryClient]);

  return waiting;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
