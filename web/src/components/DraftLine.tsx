import { Button } from '@mantine/core';
import classes from './DraftLine.module.css';

/** Says that a form is as it was left, and offers to begin anew. */
export function DraftLine({ draft }: { draft: { isOld: boolean; startOver: () => void } }) {
  if (!draft.isOld) return null;
  return (
    <p className={classes.line} role="status">
      As you left it; it was not sent yet.
      <Button variant="subtle" size="compact-sm" onClick={draft.startOver}>
        Start over
      </Button>
    </p>
  );
}
