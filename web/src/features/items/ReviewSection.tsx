import { Button } from '@mantine/core';
import type { Submission } from '@plumbline/shared/contracts/items.ts';
import { Section } from '../../components/Section.tsx';
import { WaitingRow, type WaitingPanel } from '../../components/WaitingRow.tsx';
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
  panel: WaitingPanel;
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
              <WaitingRow
                key={item.id}
                rowId={item.id}
                item={item}
                panel={panel}
                facts={`${item.rep.name} · ${formatTime(at, reader)} · ${lateness}`}
                action={
                  <Button
                    variant="subtle"
                    size="compact-md"
                    aria-label={`Accept ${item.title} of ${item.rep.name}`}
                    onClick={() => onAccept(submission)}
                  >
                    Accept
                  </Button>
                }
              >
                <SubmissionContent itemId={item.id} {...content} />
              </WaitingRow>
            );
          })}
        </ul>
      </Section>
    </div>
  );
}
