import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { MoreRows } from '../../components/MoreRows.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { RepLeave } from '../calendar/RepLeave.tsx';
import { FollowUpEntry } from '../follow-ups/FollowUpEntry.tsx';
import { followUpsQuery } from '../follow-ups/follow-ups.queries.ts';
import { useMe } from '../identity/identity.queries.ts';
import { RepJointCalls } from '../interventions/RepJointCalls.tsx';
import { Commitments } from '../record/Commitments.tsx';
import { RecordWeeks } from '../record/RecordWeeks.tsx';
import { repRecordQuery } from '../record/record.queries.ts';
import { RepItems } from './RepItems.tsx';
import classes from './RepPanel.module.css';
import { teamQuery } from './items.queries.ts';

/** One rep: what is late, what is coming, what came in, and what was said about it. */
export function RepPanel() {
  const { repId } = useParams({ from: '/shell/team/$repId' });
  const navigate = useNavigate();
  const team = useQuery(teamQuery);
  const row = team.data?.reps.find(({ rep }) => rep.id === repId);
  const record = useQuery(repRecordQuery(repId));
  const mayLogJointCalls = useMe().permissions.includes('joint-calls.log');
  const followUps = useInfiniteQuery(followUpsQuery({ scope: 'team', rep: repId }));
  return (
    <SidePanel
      key={repId}
      title={row?.rep.name ?? 'Rep'}
      subtitle={row && `${row.openLate} late now · ${row.lapsesIn60Days} lapses in 60 days`}
      onClose={() => void navigate({ to: '/team', resetScroll: false })}
    >
      <Button
        variant="light"
        renderRoot={(props) => <Link to="/team/$repId/one-to-one" params={{ repId }} {...props} />}
      >
        One-to-one
      </Button>
      <RepItems repId={repId} title="Late" state="late" />
      <RepItems repId={repId} title="Open" state="open" />
      <RepItems repId={repId} title="Done lately" state="done" />
      {row && (
        <>
          <h3 className={classes.heading}>Leave</h3>
          <RepLeave person={row.rep} />
        </>
      )}
      <h3 className={classes.heading}>Commitments</h3>
      <QueryState query={record} skeletonRows={2}>
        {({ commitments }) => (
          <Commitments
            commitments={commitments}
            titleOf={({ id, title }) => (
              <Link to="/team/$repId/items/$itemId" params={{ repId, itemId: id }} resetScroll={false}>
                {title}
              </Link>
            )}
          />
        )}
      </QueryState>
      <h3 className={classes.heading}>By week</h3>
      <QueryState query={record} skeletonRows={3}>
        {({ weeks }) => <RecordWeeks weeks={weeks} />}
      </QueryState>
      {mayLogJointCalls && (
        <>
          <h3 className={classes.heading}>Joint calls</h3>
          <RepJointCalls repId={repId} className={classes.followUps} />
        </>
      )}
      <h3 className={classes.heading}>Follow-ups</h3>
      <QueryState query={followUps} skeletonRows={3}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows);
          return rows.length === 0 ? (
            <p className={classes.none}>None is recorded.</p>
          ) : (
            <>
              <ul className={classes.followUps}>
                {rows.map((followUp) => (
                  <FollowUpEntry key={followUp.id} followUp={followUp} />
                ))}
              </ul>
              <MoreRows query={followUps} />
            </>
          );
        }}
      </QueryState>
    </SidePanel>
  );
}
