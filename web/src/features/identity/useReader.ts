import { useEffect, useState } from 'react';
import { useMe } from './identity.queries.ts';
import type { Reader } from '../../lib/formats.ts';

/** The present, to the minute, in the zone of whoever is signed in. */
export function useReader(): Reader {
  const { timeZone } = useMe();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return { now, timeZone };
}
