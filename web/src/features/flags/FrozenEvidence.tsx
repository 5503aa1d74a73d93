import type { Flag } from '@plumbline/shared/contracts/flags.ts';
import { Link } from '@tanstack/react-router';
import { useMe } from '../identity/identity.queries.ts';
import { EvidenceLine } from '../patterns/charts/EvidenceLine.tsx';
import { FunnelPlot } from '../patterns/charts/FunnelPlot.tsx';
import { SignalList } from '../patterns/SignalList.tsx';
import { signalWords, unbroken } from '../patterns/words.ts';
import { Clearing } from './Clearing.tsx';
import { FigureTable } from './FigureTable.tsx';
import classes from './FlagPage.module.css';
import { GrowthGrid } from './GrowthGrid.tsx';
import { Revisions } from './Revisions.tsx';

/** What the flag was raised on, unchanged since; what came later stands apart below it. */
export function FrozenEvidence({ flag }: { flag: Flag }) {
  const me = useMe();
  const against = new Set(flag.counterEvidence.map(({ signal }) => signal));
  const farthest = flag.readings
    .filter(({ funnel, judgement }) => funnel !== null && judgement !== 'cannot_judge')
    .toSorted((a, b) => (b.funnel?.z ?? 0) - (a.funnel?.z ?? 0))[0];
  return (
    <div className={classes.evidence}>
      <p className={classes.sentence}>{unbroken(flag.sentence)}</p>
      <Clearing flag={flag} />
      <SignalList readings={flag.readings.filter(({ signal }) => !against.has(signal))} />
      <section>
        <h3>Speaking against it</h3>
        {flag.counterEvidence.length === 0 ? (
          <p className={classes.quiet}>No signal of this pattern lay within its norm.</p>
        ) : (
          <SignalList readings={flag.counterEvidence} />
        )}
      </section>
      <div className={classes.charts}>
        <section>
          <h3>Evidence for and against, up to the flag</h3>
          <EvidenceLine weeks={flag.evidence} />
        </section>
        {farthest && farthest.rate !== null && (
          <section>
            <h3>{signalWords[farthest.signal].name} among all managers, as it stood</h3>
            <FunnelPlot
              signal={farthest.signal}
              own={{ rate: farthest.rate, n: farthest.n }}
              norm={farthest.norm}
              funnel={farthest.funnel}
            />
          </section>
        )}
      </div>
      <GrowthGrid weeks={flag.evidence} />
      <FigureTable readings={flag.readings} />
      <Revisions revisions={flag.revisions} />
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
