import type { ManagerPatterns } from '@plumbline/shared/contracts/patterns.ts';
import classes from './Expectations.module.css';
import { percent, signalWords } from './words.ts';

/** What is expected of a manager, a sentence a signal with its norm: written down before it counts. */
export function Expectations({ expectations }: { expectations: ManagerPatterns['expectations'] }) {
  return (
    <section className={classes.expectations}>
      <h2>What is expected</h2>
      <dl>
        {expectations.map(({ signal, sentence, norm }) => (
          <div key={signal} className={classes.expectation}>
            <dt>{signalWords[signal].name}</dt>
            <dd>{sentence}</dd>
            <dd className={classes.norm}>at most {percent(norm)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
