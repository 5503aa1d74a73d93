import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './FilterBar.module.css';

/** What narrows a list and how it is shown, the search first; each choice goes into the address at once. */
export function FilterBar({
  label,
  onClear,
  children,
}: {
  label: string;
  /** Undefined: nothing is narrowed. */
  onClear: (() => void) | undefined;
  children: ReactNode;
}) {
  return (
    <div className={classes.bar} role="search" aria-label={label}>
      {children}
      {onClear && (
        <Button variant="subtle" color="gray" data-quiet size="compact-sm" onClick={onClear}>
          Clear
        </Button>
      )}
    </div>
  );
}
