import { useReader } from '../../components/useReader.ts';
import classes from './follow-ups.module.css';
import { isTooLateToAnswer } from './spoken.ts';

/** Said before it is sent: by the rule of what counts as an answer. */
export function BackdatedLine({ occurredAt }: { occurredAt: string | null }) {
  if (!isTooLateToAnswer(occurredAt, useReader())) return null;
  return (
    <p className={classes.caution} role="status">
      More than 48 hours ago: it will be kept, but it will not count as an answer.
    </p>
  );
}
