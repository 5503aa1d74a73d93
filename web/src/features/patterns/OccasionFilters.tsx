import { IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import classes from './OccasionFilters.module.css';
import type { ReadingSearch } from './patterns.search.ts';

const outcomes = [
  { value: undefined, label: 'all' },
  { value: 'against', label: 'against' },
  { value: 'for', label: 'for' },
] as const;

/** Which occasions are listed. Every choice is a link, so that a narrowed list can be sent to somebody. */
export function OccasionFilters({ search, repName }: { search: ReadingSearch; repName: string | undefined }) {
  return (
    <nav className={classes.filters} aria-label="Which occasions">
      {outcomes.map(({ value, label }) => (
        <Link
          key={label}
          to="."
          search={(previous) => ({ ...previous, outcome: value })}
          resetScroll={false}
          replace
          className={classes.filter}
          aria-current={search.outcome === value ? 'true' : undefined}
        >
          {label}
        </Link>
      ))}
      {search.rep && (
        <Link
          to="."
          search={(previous) => ({ ...previous, rep: undefined })}
          resetScroll={false}
          replace
          className={classes.filter}
          title="Show all reps again"
        >
          only {repName ?? 'one rep'} <IconX size={14} aria-hidden />
        </Link>
      )}
    </nav>
  );
}
