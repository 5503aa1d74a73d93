import type { Patterns } from '@plumbline/shared/contracts/patterns.ts';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { useReader } from '../../components/useReader.ts';
import { count, formatDate } from '../../lib/formats.ts';
import { type Branch, byBranch } from './branches.ts';
import { Legend } from './Legend.tsx';
import { patternsQuery } from './patterns.queries.ts';
import classes from './PatternsPage.module.css';
import { PatternsTable } from './PatternsTable.tsx';
import { Rehearsal } from './Rehearsal.tsx';

const route = getRouteApi('/shell/patterns');

/** The executive's first page: managers by patterns, never ranked. */
export function PatternsPage() {
  const { weeks = 26, branch, open } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(patternsQuery(weeks));
  const branches = query.data ? byBranch(query.data.managers) : [];
  const shown = branch ? branches.filter(({ id }) => id === branch) : branches;

  return (
    <Page
      title="Patterns"
      purpose="Read from the record, not from self-report. A flag opens a conversation; people decide."
      action={query.data && query.data.flagsToReview > 0 && <ToReview flags={query.data.flagsToReview} />}
    >
      <QueryState query={query} skeletonRows={10}>
        {(data) =>
          data.rehearsal ? (
            <>
              <InForceFrom day={data.inForceFrom} />
              <Rehearsal rehearsal={data.rehearsal} />
            </>
          ) : data.managers.length === 0 ? (
            <EmptyState title="Nothing can be read yet">
              A week is shown here once it has closed and its reply window has passed. Import paperwork,
              follow-ups and activities, or let a team log them, and the first readings follow by themselves.
            </EmptyState>
          ) : (
            <>
              <div className={classes.bar}>
                <Through patterns={data} />
                <NativeSelect
                  aria-label="Period"
                  size="xs"
                  value={String(weeks)}
                  onChange={({ currentTarget }) => {
                    const chosen = ([13, 26, 52] as const).find(
                      (option) => String(option) === currentTarget.value,
                    );
                    void navigate({ search: (previous) => ({ ...previous, weeks: chosen }), replace: true });
                  }}
                  data={[13, 26, 52].map((option) => ({
                    value: String(option),
                    label: `last ${option} weeks`,
                  }))}
                />
                <BranchSelect
                  branches={branches}
                  value={branch}
                  onChange={(id) =>
                    void navigate({ search: (previous) => ({ ...previous, branch: id }), replace: true })
                  }
                />
              </div>
              <PatternsTable branches={shown} open={open ?? null} />
              <Legend />
            </>
          )
        }
      </QueryState>
    </Page>
  );
}

function ToReview({ flags }: { flags: number }) {
  return (
    <Button component={Link} to="/flags">
      {count(flags, 'flag')} to review
    </Button>
  );
}

/** Until when named readings go: executives see a week once the manager has had time to reply to it. */
function Through({ patterns: { through } }: { patterns: Patterns }) {
  const reader = useReader();
  if (through === null) return <p className={classes.through}>No week’s reply window has closed yet.</p>;
  return (
    <p className={classes.through}>
      to <strong>{formatDate(through, reader)}</strong> (reply window closed)
    </p>
  );
}

function InForceFrom({ day }: { day: string | null }) {
  const reader = useReader();
  return (
    <p className={classes.notice}>
      {day ? `The norms are in force from ${formatDate(day, reader)}. ` : 'No norms are in force yet. '}
      Until then this is a rehearsal: how the record so far lies by them, without names. Nothing here counts.
    </p>
  );
}

function BranchSelect({
  branches,
  value,
  onChange,
}: {
  branches: readonly Branch[];
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}) {
  const named = branches.flatMap(({ id, name }) => (id ? [{ value: id, label: name }] : []));
  if (named.length < 2) return null;
  return (
    <NativeSelect
      aria-label="Branch"
      size="xs"
      value={value ?? ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
      data={[{ value: '', label: 'all branches' }, ...named]}
    />
  );
}
