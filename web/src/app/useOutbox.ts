import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { failed, said } from '../components/toasts.tsx';
import {
  discard,
  isUncertain,
  type Outgoing,
  onOutbox,
  outgoing,
  sendAll,
  sendAnyway,
} from '../lib/outbox.ts';

/** How often what waits is tried again, in milliseconds: a connection that is back is not always told. */
const again = 15_000;

/**
 * Sends what could not be sent: now, when the connection is back, and every now and then.
 * @returns what still waits, what is uncertain among it
 */
export function useOutbox(personId: string): {
  waiting: readonly Outgoing[];
  onSend: (entry: Outgoing) => void;
  onDiscard: (entry: Outgoing) => void;
} {
  const queryClient = useQueryClient();
  const [waiting, setWaiting] = useState<readonly Outgoing[]>([]);
  // Another number begins at once, without waiting for the next time.
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    let isSending = false;
    const look = () =>
      setWaiting(outgoing(personId).filter((entry) => entry.isWaiting || isUncertain(entry, new Date())));
    const trySending = async () => {
      if (isSending || outgoing(personId).length === 0) return;
      isSending = true;
      const { sent, refused } = await sendAll(personId, new Date());
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
  }, [personId, queryClient, turn]);

  return {
    waiting,
    onSend: (entry) => {
      sendAnyway(personId, entry, new Date());
      setTurn(turn + 1);
    },
    onDiscard: (entry) => discard(personId, entry),
  };
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
