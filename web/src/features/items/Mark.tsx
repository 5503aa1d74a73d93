import classes from './Mark.module.css';
import type { Nearness } from './due.ts';

/** Always beside its word: late is a filled square, soon a half-filled circle, later an open one, done a short line. */
export function Mark({ nearness }: { nearness: Nearness }) {
  return (
    <svg className={classes[nearness]} width="10" height="10" viewBox="0 0 10 10" aria-hidden>
      {nearness === 'late' && <rect width="10" height="10" rx="1.5" />}
      {nearness === 'soon' && (
        <>
          <circle cx="5" cy="5" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M5 1a4 4 0 0 0 0 8z" />
        </>
      )}
      {nearness === 'later' && (
        <circle cx="5" cy="5" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      )}
      {(nearness === 'done' || nearness === 'waived') && (
        <path d="m1 5.5 2.8 2.8L9.2 2" fill="none" stroke="currentColor" strokeWidth="1.5" />
      )}
    </svg>
  );
}
