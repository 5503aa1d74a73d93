import type { Flag } from '@plumbline/shared/contracts/flags.ts';
import { formatTime } from '../../lib/formats.ts';
import { useReader } from '../../components/useReader.ts';
import classes from './FlagPage.module.css';

/** By which rules the flag was raised, when who could see it, and that reading it is itself recorded. */
export function SmallPrint({ flag }: { flag: Flag }) {
  const reader = useReader();
  return (
    <footer className={classes.smallPrint}>
      <p>
        Raised {formatTime(flag.raisedAt, reader)} by policy version {flag.policyVersion} and method{' '}
        {flag.methodVersion}. {flag.manager.name} could see it from {formatTime(flag.notifiedAt, reader)},
        executives from {formatTime(flag.openFrom, reader)}.
      </p>
      <p>
        An executive’s reading of this page is recorded: who looked, at whom, and when. People decide; nothing
        follows from a flag by itself.
      </p>
    </footer>
  );
}
