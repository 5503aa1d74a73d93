import type { Flag } from '@plumbline/shared/contracts/flags.ts';
import { Link } from '@tanstack/react-router';
import { useMe } from '../identity/identity.queries.ts';
import { EvidenceLine } from '../patterns/charts/EvidenceLine.tsx';
import { SignalList } from '../patterns/SignalList.tsx';
import classes from './FlagPage.module.css';

/** What the flag was raised on, unchanged since; what came later stands apart below it. */
export function FrozenEvidence({ flag }: { flag: Flag }) {
  const me = useMe();
  return (
    <div className={classes.evidence}>
      <p className={classes.sentence}>{flag.sentence}</p>
      <p className={classes.clear}>
        <strong>Would clear it:</strong> {flag.wouldClear}
      </p>
      <SignalList readings={flag.readings} />
      <section>
        <h3>Evidence for and against, up to the flag</h3>
        <EvidenceLine weeks={flag.evidence} />
      </section>
      <section>
        <h3>Speaking against it</h3>
        {flag.counterEvidence.length === 0 ? (
          <p className={classes.quiet}>No signal of this pattern lay within its norm.</p>
        ) : (
          <ul className={classes.counter}>
            {flag.counterEvidence.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h3>Since then</h3>
        {flag.sinceThen.some(({ n }) => n > 0) ? (
          <SignalList readings={flag.sinceThen.filter(({ n }) => n > 0)} />
        ) : (
          <p className={classes.quiet}>Nothing has settled since the flag was raised.</p>
        )}
      </section>
      {me.id === flag.manager.id ? (
        <Link to="/my-patterns">My patterns as they are now</Link>
      ) : (
        <Link to="/patterns/$managerId" params={{ managerId: flag.manager.id }}>
          Readings as they are now
        </Link>
      )}
    </div>
  );
}
