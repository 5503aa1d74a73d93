import type { ManagerPatterns } from '@plumbline/shared/contracts/patterns.ts';
import type { Signal } from '@plumbline/shared/domain/vocabulary.ts';
import { Link } from '@tanstack/react-router';
import classes from './Expectations.module.css';
import { percent, signalWords } from './words.ts';

/** What is expected of a manager, a sentence a signal with its norm: written down before it counts. */
export function Expectations({ expectations }: { expectations: ManagerPatterns['expectations'] }) {
  return (
    <section className={classes.expectations}>
      <h2>What is expected</h2>
      <p>
        <Link to="/policy">Since when, and what is to come</Link>
      </p>
      <dl>
        {expectations.map(({ signal, sentence, norm }) => (
          <div key={signal} className={classes.expectation}>
            <dt>{signalWords[signal].name}</dt>
            <dd>{sentence}</dd>
            <dd className={classes.norm}>at most {limit(signal, norm)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** As the policy has it, where the limit of selective leniency is already a difference. */
function limit(signal: Signal, norm: number): string {
  return signal === 'selective_leniency' ? `${Math.round(norm * 100)} points` : percent(norm);
}
