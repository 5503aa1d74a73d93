import { Button } from '@mantine/core';
import type { Submission } from '@plumbline/shared/contracts/items.ts';
import { Link } from '@tanstack/react-router';
import { Section } from '../../components/Section.tsx';
import { useReader } from '../../components/useReader.ts';
import { formatLateness, formatTime } from '../../lib/formats.ts';
import classes from './ReviewSection.module.css';
import { SubmissionContent } from './SubmissionContent.tsx';

/** What the team handed in and nobody has looked at yet. */
export function ReviewSection({
  submissions,
  waiting,
  onAccept,
  panel,
}: {
  submissions: readonly Submission[];
  waiting: number;
  onAccept: (submission: Submission) => void;
  panel: '/today/items/$itemId' | '/directives/items/$itemId';
}) {
  const reader = useReader();
  if (waiting === 0) return null;
  return (
    <div className={classes.section}>
      <Section
        title="Waiting for your acceptance"
        note={`${waiting} · after a fortnight what was handed in stands`}
      >
        <ul>
          {submissions.map((submission) => {
            const { item, at, ...content } = submission;
            const lateness =
              item.businessDaysLate === null ? 'on time' : formatLateness(item.businessDaysLate, 'short');
            return (
              <li key={item.id} className={classes.row} data-row={item.id}>
                <div className={classes.what}>
                  <p>
                    <Link
                      to={panel}
                      params={{ itemId: item.id }}
                      search={(search) => search}
                      resetScroll={false}
                      className={classes.title}
                      data-row-focus
                    >
                      {item.title}
                    </Link>
                    <span className={classes.by}>
                      {item.rep.name} · {formatTime(at, reader)} · {lateness}
                    </span>
                  </p>
                  <SubmissionContent itemId={item.id} {...content} />
                </div>
                <Button
                  variant="subtle"
                  size="compact-md"
                  aria-label={`Accept ${item.title} of ${item.rep.name}`}
                  onClick={() => onAccept(submission)}
                >
                  Accept
                </Button>
              </li>
            );
          })}
        </ul>
      </Section>
    </div>
  );
}
