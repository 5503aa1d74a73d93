import classes from './Rail.module.css';

/** How many things wait; nothing at all for none. */
export function Waiting({ count, className = classes.waiting }: { count: number; className?: string }) {
  if (count === 0) return null;
  return (
    <span className={className}>
      {count > 99 ? '99+' : count}
      <span className={classes.hidden}> waiting</span>
    </span>
  );
}
