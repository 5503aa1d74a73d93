import type { Judgement } from '@plumbline/shared/domain/vocabulary.ts';
import classes from './charts.module.css';

const shapes: Record<Judgement, string | undefined> = {
  over: classes.markOver,
  within: classes.markWithin,
  few_occasions: classes.markFew,
  cannot_judge: classes.markUnreadable,
};

/** A judgement as a shape, told apart without its colour. Always beside its words. */
export function JudgementMark({ judgement }: { judgement: Judgement }) {
  return <span className={`${classes.mark} ${shapes[judgement]}`} aria-hidden />;
}
