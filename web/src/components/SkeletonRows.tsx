import classes from './states.module.css';

const widths = [38, 30, 44, 34, 40, 27, 36, 42];

/** Rows that are on their way; says so to screen readers once. */
export function SkeletonRows({ rows = 6, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        // The rows are all alike and never move: their place is their identity.
        <div key={index} className={classes.row} aria-hidden>
          <div className={classes.bar} style={{ width: `${widths[index % widths.length]}%` }} />
          <div className={classes.bar} style={{ width: '14%', marginLeft: 'auto' }} />
        </div>
      ))}
    </div>
  );
}
