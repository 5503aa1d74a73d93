import type { Escalation } from '@plumbline/shared/contracts/escalations.ts';
import { useReader } from '../../components/useReader.ts';
import { formatTime } from '../../lib/formats.ts';
import classes from './escalations.module.css';
import { RulingForm } from './RulingForm.tsx';
import { answerWords, byWords } from './words.ts';

/** What is before somebody above and waits for an answer; the one who is to give it does so here. */
export function StandingEscalation({
  escalation,
  othersWaiting,
}: {
  escalation: Escalation;
  /** Of the same directive, what waits for the reader beside it. */
  othersWaiting: number;
}) {
  const reader = useReader();
  return (
    <section className={classes.escalation} aria-label="Escalated">
      <div className={classes.standing}>
        <p className={classes.what}>
          Escalated {byWords(escalation)} to {escalation.to.name} {formatTime(escalation.at, reader)}
        </p>
        {escalation.note && <p className={classes.note}>{escalation.note}</p>}
        <p className={escalation.state === 'overdue' ? classes.overdue : classes.hint}>
          {answerWords(escalation, reader)}
        </p>
      </div>
      {escalation.can.rule && (
        <RulingForm key={escalation.id} escalation={escalation} othersWaiting={othersWaiting} />
      )}
    </section>
  );
}
