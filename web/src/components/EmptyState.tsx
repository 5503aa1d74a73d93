import type { ReactNode } from 'react';
import classes from './states.module.css';

/** Nothing here, and what would put something here. */
export function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.state} data-ruled>
      <p className={classes.title}>{title}</p>
      <p className={classes.text}>{children}</p>
    </div>
  );
}
