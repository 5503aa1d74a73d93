import { JudgementMark } from './charts/JudgementMark.tsx';
import classes from './Legend.module.css';
import { tones } from './scale.ts';
import toneClasses from './tones.module.css';

/** How to read the colours, once a page. */
export function Legend() {
  return (
    <div className={classes.legend}>
      <span className={classes.scale} aria-hidden>
        {tones.map((tone) => (
          <span key={tone} className={toneClasses[tone]} />
        ))}
      </span>
      <span>under the norm · at it · over it</span>
      <span className={classes.item}>
        <JudgementMark judgement="cannot_judge" /> cannot judge: the record does not tell
      </span>
      <span className={classes.item}>
        <JudgementMark judgement="few_occasions" /> few occasions: under 20
      </span>
      <span>small figures: the likely range (95 %)</span>
    </div>
  );
}
