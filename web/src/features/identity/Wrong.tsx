import classes from './EntryPage.module.css';

/** Why the form was not taken. */
export function Wrong({ error }: { error: Error | null }) {
  return (
    <div role="alert">{error && <p className={classes.wrong}>{error.message}</p>}</div>
  );
}
