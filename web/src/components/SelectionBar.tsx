import type { ReactNode } from 'react';
import classes from './SelectionBar.module.css';

/** What is selected in a list, and what can be done about it; on a phone it stays in view while one scrolls. */
export function SelectionBar({
  standing,
  isSelecting,
  children,
}: {
  standing: string;
  isSelecting: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={classes.bar} data-selecting={isSelecting ? true : undefined}>
      <p className={classes.standing} role="status">
        {standing}
      </p>
      {children}
    </div>
  );
}
