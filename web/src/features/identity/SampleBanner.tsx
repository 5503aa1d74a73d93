import type { Me } from '@plumbline/shared/contracts/session.ts';
import { roles } from '@plumbline/shared/domain/roles.ts';
import classes from './SampleBanner.module.css';
import { useEnterSample } from './identity.mutations.ts';

/** Says that nothing here is real, and lets one look through other eyes with one click. */
export function SampleBanner({ me }: { me: Me }) {
  const enter = useEnterSample();
  return (
    <div className={classes.banner} role="region" aria-label="Sample organisation">
      <p className={classes.words}>
        Sample organisation
        <span className={classes.more}>: invented people, real workings. You are {me.name}.</span>
      </p>
      <div className={classes.roles} role="group" aria-label="Look as">
        <span className={classes.as} aria-hidden>
          Look as
        </span>
        {roles.map((role) => (
          <button
            key={role}
            type="button"
            className={classes.role}
            aria-pressed={role === me.role}
            disabled={enter.isPending}
            onClick={() => enter.mutate(role)}
          >
            {role}
          </button>
        ))}
      </div>
      {enter.error && (
        <p role="alert" className={classes.words}>
          {enter.error.message}
        </p>
      )}
    </div>
  );
}
