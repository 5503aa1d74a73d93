import { createContext, useContext, useEffect, useState } from 'react';
import type { Reader } from '../lib/formats.ts';

export const ReaderContext = createContext<Reader | null>(null);

/** The present, to the minute, in the zone of whoever is signed in: one clock for the whole page, given by the shell. */
export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (reader === null) throw new Error('useReader works below the shell only, where it is known who reads');
  return reader;
}

/** The clock behind {@link useReader}. */
export function useClock(timeZone: string): Reader {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return { now, timeZone };
}
