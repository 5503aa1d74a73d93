import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MoreRows } from '../../components/MoreRows.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { JointCallEntry } from './JointCallEntry.tsx';
import { jointCallsQuery } from './joint-calls.queries.ts';
import classes from './JointCalls.module.css';

/** Joint calls with one rep, in the panel about them. */
export function RepJointCalls({ repId, className }: { repId: string; className?: string }) {
  const query = useInfiniteQuery(jointCallsQuery({ rep: repId }));
  return (
    <>
      <Link to="/accounts/joint-call" search={{ rep: repId }} className={classes.log}>
        Log a joint call
      </Link>
      <QueryState query={query} skeletonRows={2}>
        {({ pages }) => {
          const calls = pages.flatMap(({ rows }) => rows);
          if (calls.length === 0) return <p className={classes.none}>None is logged.</p>;
          return (
            <>
              <ul className={className}>
                {calls.map((call) => (
                  <JointCallEntry key={call.id} call={call} />
                ))}
              </ul>
              <MoreRows query={query} />
            </>
          );
        }}
      </QueryState>
    </>
  );
}
