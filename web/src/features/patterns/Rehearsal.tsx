import type { Patterns } from '@plumbline/shared/contracts/patterns.ts';
import { type Judgement, judgements, patterns } from '@plumbline/shared/domain/vocabulary.ts';
import { count } from '../../lib/formats.ts';
import { JudgementMark } from './charts/JudgementMark.tsx';
import classes from './Rehearsal.module.css';
import { patternMeanings, patternNames } from './words.ts';

const words: Record<Judgement, string> = {
  over: 'over the norm',
  within: 'within',
  few_occasions: 'few occasions',
  cannot_judge: 'cannot judge',
};

const bars: Record<Judgement, string | undefined> = {
  over: classes.over,
  within: classes.within,
  few_occasions: classes.few,
  cannot_judge: classes.unreadable,
};

/** How the managers would lie by the norms as they stand, without names: to set norms by, before they count. */
export function Rehearsal({ rehearsal }: { rehearsal: NonNullable<Patterns['rehearsal']> }) {
  return (
    <div className={classes.rehearsal}>
      {patterns.map((pattern) => {
        const parts = judgements.map((judgement) => ({
          judgement,
          managers: rehearsal
            .filter((part) => part.pattern === pattern && part.judgement === judgement)
            .reduce((sum, { managers }) => sum + managers, 0),
        }));
        const seen = parts.filter(({ managers }) => managers > 0);
        return (
          <section key={pattern}>
            <h2>{patternNames[pattern]}</h2>
            <p className={classes.meaning}>{patternMeanings[pattern]}</p>
            <div className={classes.bar} aria-hidden>
              {seen.map(({ judgement, managers }) => (
                <div key={judgement} className={bars[judgement]} style={{ flexGrow: managers }} />
              ))}
            </div>
            <ul className={classes.legend}>
              {seen.map(({ judgement, managers }) => (
                <li key={judgement}>
                  <JudgementMark judgement={judgement} /> {count(managers, 'manager')} {words[judgement]}
                </li>
              ))}
              {seen.length === 0 && <li>No week has been read yet.</li>}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
