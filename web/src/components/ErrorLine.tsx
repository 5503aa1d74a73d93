import classes from './ErrorLine.module.css';

/** Why a form was not taken, in one line above its button. */
export function ErrorLine({ error }: { error: Error | null }) {
  return <div role="alert">{error && <p className={classes.line}>{error.message}</p>}</div>;
}
