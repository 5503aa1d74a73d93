import type { Patterns } from '@plumbline/shared/contracts/patterns.ts';
import { JudgementMark } from './charts/JudgementMark.tsx';
import { Sparkline } from './charts/Sparkline.tsx';
import { patternWords } from './judgement.ts';
import classes from './PatternSummary.module.css';

/** A pattern in one line: the judgement as a shape and in words, and where the evidence is going. */
export function PatternSummary({ reading }: { reading: Patterns['managers'][number]['patterns'][number] }) {
  const { judgement, text, reasons } = patternWords(reading);
  const [first] = reasons;
  return (
    <div className={classes.summary}>
      <JudgementMark judgement={judgement} />
      <div className={classes.words}>
        <span className={judgement === 'over' ? classes.over : undefined}>{text}</span>
        {first && (
          <span className={classes.reason}>
            {first}
            {reasons.length > 1 && `, and ${reasons.length - 1} more`}
          </span>
        )}
      </div>
      {judgement !== 'cannot_judge' && <Sparkline values={reading.trend} />}
    </div>
  );
}
