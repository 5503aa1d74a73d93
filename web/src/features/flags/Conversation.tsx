import type { Flag } from '@plumbline/shared/contracts/flags.ts';
import { Button } from '@mantine/core';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { useReader } from '../../components/useReader.ts';
import { formatDate, formatDay, formatTime } from '../../lib/formats.ts';
import classes from './Conversation.module.css';
import { useBeginReview } from './flags.mutations.ts';
import { ReplyForm } from './ReplyForm.tsx';
import { ReviewForm } from './ReviewForm.tsx';
import { stepWords } from './words.ts';

/** The life of a flag, oldest first: what people said and decided stands beside the evidence, never in place of it. */
export function Conversation({ flag }: { flag: Flag }) {
  const reader = useReader();
  return (
    <section className={classes.conversation} aria-label="Reply and review">
      <h2>Reply and review</h2>
      <ol className={classes.steps}>
        {flag.steps.map((step) => (
          <li key={step.id} className={classes.step} data-by={step.author === null ? 'evidence' : step.step}>
            <p className={classes.who}>
              {stepWords(step)}{' '}
              <span>· {step.author === null ? formatDay(step.at, reader) : formatTime(step.at, reader)}</span>
            </p>
            {step.words && <p className={classes.said}>{step.words}</p>}
            {step.lookAgainOn && (
              <p className={classes.note}>to look again on {formatDate(step.lookAgainOn, reader)}</p>
            )}
          </li>
        ))}
        {flag.state === 'under_reply' && (
          <li className={classes.step} data-by="nobody">
            <p className={classes.note}>
              Executives see it from {formatDay(flag.openFrom, reader)} on. Leave in between puts that off.
            </p>
          </li>
        )}
      </ol>
      {flag.can.reply && <ReplyForm flagId={flag.id} again={flag.replied} />}
      {flag.can.beginReview && flag.state !== 'borne_out' && flag.state !== 'not_borne_out' && (
        <BeginReview flagId={flag.id} />
      )}
      {flag.can.review && <ReviewForm flagId={flag.id} />}
    </section>
  );
}

/** Others who may review see that somebody has taken it up, and so does the manager. */
function BeginReview({ flagId }: { flagId: string }) {
  const begin = useBeginReview(flagId);
  return (
    <div className={classes.begin}>
      <p className={classes.hint}>
        Beginning says that you have taken it up, to the manager and to other executives.
      </p>
      <ErrorLine error={begin.error} />
      <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
        Begin the review
      </Button>
    </div>
  );
}
