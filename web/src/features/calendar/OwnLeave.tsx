import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useReader } from '../../components/useReader.ts';
import { meQuery } from '../identity/identity.queries.ts';
import classes from './calendar.module.css';
import { absencesQuery } from './calendar.queries.ts';
import { daysOf } from './LeaveList.tsx';

/** One's own leave that has not ended, in a line; nothing where there is none. */
export function OwnLeave() {
  const reader = useReader();
  const me = useQuery(meQuery);
  const { data } = useInfiniteQuery({
    ...absencesQuery({ person: me.data?.id ?? '', state: 'present' }),
    enabled: me.data !== undefined,
  });
  const [next] = data?.pages.flatMap((page) => page.rows) ?? [];
  if (next === undefined) return null;
  return (
    <p className={classes.own} role="status">
      Your leave: {daysOf(next, reader)}.{next.cover && ` ${next.cover.name} takes over.`}{' '}
      {next.counts
        ? 'Nothing falls due in it.'
        : 'It waits to be confirmed, and puts nothing off until then.'}{' '}
      <Link to="/leave">All leave</Link>
    </p>
  );
}
