import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './FilterBar.module.css';

/** What narrows a list and how it is shown, the search first; each choice goes into the address at once. */
export function FilterBar<Search extends object>({
  label,
  search,
  unnarrowed,
  onChange,
  children,
}: {
  label: string;
  /** What the address says. */
  search: Search;
  /** Everything that narrows the list, undefined. */
  unnarrowed: Partial<Search>;
  onChange: (change: Partial<Search>) => void;
  children: ReactNode;
}) {
  const isNarrowed = Object.entries(search).some(
    ([name, value]) => value !== undefined && name in unnarrowed,
  );
  return (
    <div className={classes.bar} role="search" aria-label={label}>
      {children}
      {isNarrowed && (
        <Button
          variant="subtle"
          color="gray"
          data-quiet
          size="compact-sm"
          onClick={() => onChange(unnarrowed)}
        >
          Clear
        </Button>
      )}
    </div>
  );
}
