import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { MoreRows } from '../../components/MoreRows.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { Section } from '../../components/Section.tsx';
import { useMe } from '../identity/identity.queries.ts';
import { JointCallEntry } from './JointCallEntry.tsx';
import { jointCallsQuery } from './joint-calls.queries.ts';
import classes from './JointCalls.module.css';

const route = getRouteApi('/shell/accounts');

/**
 * Coaching on calls, on Accounts: what managers log, and what their reps say to it; on all deals or one. Nothing for whom
 * neither concerns.
 */
export function JointCalls() {
  const { calls: deal } = route.useSearch();
  const query = useInfiniteQuery(jointCallsQuery(deal === undefined ? {} : { deal }));
  const mayLog = useMe().permissions.includes('joint-calls.log');
  if (!mayLog && (query.data?.pages[0]?.rows ?? []).length === 0) return null;
  return (
    <div id="joint-calls" className={classes.section}>
      <Section
        title="Joint calls"
        note="Coaching, by the word of those who were there: no evidence either way."
      >
        {mayLog && (
          <Link
            to="/accounts/joint-call"
            search={(previous) => previous}
            resetScroll={false}
            className={classes.log}
          >
            Log a joint call
          </Link>
        )}
        {deal !== undefined && (
          <Link
            to="/accounts"
            search={(previous) => ({ ...previous, calls: undefined })}
            resetScroll={false}
            className={classes.log}
          >
            On all deals
          </Link>
        )}
        <QueryState query={query} skeletonRows={3}>
          {({ pages }) => {
            const calls = pages.flatMap(({ rows }) => rows);
            if (calls.length === 0)
              return (
                <p className={classes.none}>
                  None is logged. What you coached on a call with a rep goes here; the rep can confirm it.
                </p>
              );
            return (
              <>
                <ul>
                  {calls.map((call) => (
                    <JointCallEntry key={call.id} call={call} />
                  ))}
                </ul>
                <MoreRows query={query} />
              </>
            );
          }}
        </QueryState>
      </Section>
    </div>
  );
}
