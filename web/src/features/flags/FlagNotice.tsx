import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatDay } from '../../lib/formats.ts';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import { useReader } from '../../components/useReader.ts';
import { Clearing } from './Clearing.tsx';
import classes from './FlagNotice.module.css';
import { flagQuery } from './flags.queries.ts';
import { standing } from './words.ts';

/** That a pattern is flagged, what would clear it, and the way to the flag; above the readings it was raised on. */
export function FlagNotice({ flagId }: { flagId: string }) {
  const reader = useReader();
  const { data: flag, isPending } = useQuery(flagQuery(flagId));
  // Its place is kept, so that what is below does not jump.
  if (isPending)
    return (
      <div className={classes.notice}>
        <SkeletonRows rows={4} label="Loading the flag" />
      </div>
    );
  if (!flag) return null;
  return (
    <div className={classes.notice}>
      <p>
        <strong>Flagged {formatDay(flag.raisedAt, reader)}</strong> · {standing(flag, reader)}
      </p>
      <Clearing flag={flag} />
      <Link to="/flags/$flagId" params={{ flagId }}>
        {flag.can.reply ? 'Open the flag and reply' : 'Open the flag'}
      </Link>
    </div>
  );
}
