import type { Directive } from '@plumbline/shared/contracts/directives.ts';
import classes from './Chain.module.css';
import { stepsOf } from './words.ts';

/** How far a directive has come: a bar a step, as long as its share of the reps; the numbers stand in words beside it. */
export function Chain({ directive }: { directive: Pick<Directive, 'chain' | 'mustBeRelayed'> }) {
  const { reps } = directive.chain;
  return (
    <ul className={classes.chain}>
      {stepsOf(directive).map((step) => (
        <li key={step.name} className={classes.step}>
          <span className={classes.name}>
            {step.name} {step.reps} of {reps}
          </span>
          <span className={classes.track} aria-hidden>
            <span
              className={classes.bar}
              style={{ inlineSize: `${reps === 0 ? 0 : (100 * step.reps) / reps}%` }}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
