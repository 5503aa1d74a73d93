import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { Link, Outlet, getRouteApi, useNavigate } from '@tanstack/react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { Views } from '../../components/Views.tsx';
import { useMe } from '../identity/identity.queries.ts';
import { DeclaredTakeovers } from './DeclaredTakeovers.tsx';
import { JointCalls } from './JointCalls.tsx';
import { takeoversQuery } from './takeovers.queries.ts';
import classes from './TakeoversPage.module.css';
import { TakeoverTable } from './TakeoverTable.tsx';
import { declaredAgainstObserved } from './words.ts';

const route = getRouteApi('/shell/accounts');

/** Reps' deals that the manager leads or led, by the activities on record; what was declared stands beside it. */
export function TakeoversPage() {
  const { role, permissions } = useMe();
  const navigate = useNavigate();
  const isManager = role === 'manager';
  return (
    <Page
      title="Accounts"
      purpose={
        role === 'rep'
          ? 'Deals of yours that your manager leads for now, by their own word, until when, and the joint calls that they logged with you.'
          : isManager
            ? 'Deals of your reps that you lead, since when. A deal is manager-led from the first week you did more of it than the rep, until the rep leads again.'
            : 'Reps’ deals that a manager led, read from activities and not from what was declared. Shown once the reply window has closed.'
      }
      action={
        permissions.includes('takeovers.declare') && (
          <Button
            onClick={() =>
              void navigate({ to: '/accounts/declare', search: (previous) => previous, resetScroll: false })
            }
          >
            Declare a takeover
          </Button>
        )
      }
      panel={<Outlet />}
    >
      <DeclaredTakeovers
        whenNone={
          role === 'rep' && (
            <EmptyState title="You lead all your deals">
              When your manager declares that they lead one of them for now, it appears here, with the day on
              which it comes back to you.
            </EmptyState>
          )
        }
      />
      {permissions.includes('takeovers.read') && <Observed showManager={!isManager} />}
      <JointCalls />
    </Page>
  );
}

/** Takeovers that the record shows, beside how many were declared. */
function Observed({ showManager }: { showManager: boolean }) {
  const { manager, current } = route.useSearch();
  const query = useInfiniteQuery(takeoversQuery({ manager, current }));
  return (
    <>
      <Views label="Which deals">
        <Link
          to="/accounts"
          search={(previous) => ({ ...previous, current: undefined })}
          aria-current={current ? undefined : 'true'}
        >
          All
        </Link>
        <Link
          to="/accounts"
          search={(previous) => ({ ...previous, current: true })}
          aria-current={current ? 'true' : undefined}
        >
          Led now
        </Link>
        {manager && (
          <Link to="/accounts" search={(previous) => ({ ...previous, manager: undefined })}>
            All managers
          </Link>
        )}
      </Views>
      <QueryState query={query} skeletonRows={8}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows);
          const [first] = pages;
          return (
            <>
              {first && first.observed > 0 && (
                <p className={classes.compared}>{declaredAgainstObserved(first.declared, first.observed)}</p>
              )}
              {rows.length === 0 ? (
                <EmptyState title="No deal is manager-led">
                  This is read from calls, meetings and other activities on deals. Where none are imported
                  there is nothing to read: then it says nothing either way.
                </EmptyState>
              ) : (
                <TakeoverTable takeovers={rows} showManager={showManager} mayDeclare={!showManager} />
              )}
              <MoreRows query={query} />
            </>
          );
        }}
      </QueryState>
    </>
  );
}
