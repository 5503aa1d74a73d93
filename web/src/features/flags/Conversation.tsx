import type { Flag } from '@plumbline/shared/contracts/flags.ts';
import { formatDate, formatTime } from '../../lib/formats.ts';
import { useReader } from '../../components/useReader.ts';
import classes from './Conversation.module.css';
import { ReplyForm } from './ReplyForm.tsx';
import { ReviewForm } from './ReviewForm.tsx';
import { decisionWords } from './words.ts';

/** What people said and decided, beside the evidence and never in place of it, oldest first. */
export function Conversation({ flag }: { flag: Flag }) {
  const entries = [
    ...flag.replies.map((reply) => ({ ...reply, kind: 'reply' as const })),
    ...flag.reviews.map((review) => ({ ...review, kind: 'review' as const })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const reader = useReader();

  return (
    <section className={classes.conversation} aria-label="Reply and review">
      <h2>Reply and review</h2>
      {entries.length === 0 && <p className={classes.quiet}>Nobody has replied or decided yet.</p>}
      <ol className={classes.entries}>
        {entries.map((entry) => (
          <li key={entry.id} className={classes.entry} data-kind={entry.kind}>
            <p className={classes.who}>
              {entry.kind === 'reply'
                ? `${entry.author.name} replied`
                : `${entry.reviewer.name}: ${decisionWords[entry.decision]}`}
              <span> · {formatTime(entry.at, reader)}</span>
            </p>
            {entry.kind === 'reply' && <p className={classes.said}>{entry.body}</p>}
            {entry.kind === 'review' && entry.reason && <p className={classes.said}>{entry.reason}</p>}
            {entry.kind === 'review' && entry.lookAgainOn && (
              <p className={classes.who}>to look again on {formatDate(entry.lookAgainOn, reader)}</p>
            )}
          </li>
        ))}
      </ol>
      {flag.can.reply && <ReplyForm flagId={flag.id} again={flag.replied} />}
      {flag.can.review && <ReviewForm flagId={flag.id} />}
    </section>
  );
}
