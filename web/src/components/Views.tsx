import type { ReactNode } from 'react';
import classes from './Views.module.css';

/** Links between the views of one page; the present one bears `aria-current`. */
export function Views({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={classes.views} aria-label={label}>
      {children}
    </nav>
  );
}
