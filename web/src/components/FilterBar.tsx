import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import classes from './FilterBar.module.css';

/**
 * What narrows a list and how it is shown, the search first; each choice goes into the address at once. On a phone all but
 * the search waits behind a button, so that the list begins on the first screen.
 */
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
  const [isOpen, setOpen] = useState(false);
  const isNarrowed = Object.entries(search).some(
    ([name, value]) => value !== undefined && name in unnarrowed,
  );
  return (
    <div className={classes.bar} role="search" aria-label={label} data-open={isOpen ? true : undefined}>
      {children}
      <Button
        variant="default"
        size="xs"
        className={classes.opener}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        Filter and sort
      </Button>
      {isNarrowed && (
        <Button
          variant="subtle"
          color="gray"
          data-quiet
          size="compact-sm"
          className={classes.clear}
          onClick={() => onChange(unnarrowed)}
        >
          Clear
        </Button>
      )}
    </div>
  );
}
