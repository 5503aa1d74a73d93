import type { FollowUpOutcome } from '@plumbline/shared/domain/vocabulary.ts';
import { outcomeWords } from '../../lib/words.ts';
import classes from './follow-ups.module.css';

/** A firmer step than any tried, where the same was excused or promised in vain before. The manager decides. */
export function Proposal({ proposed }: { proposed: FollowUpOutcome | null }) {
  if (proposed === null) return null;
  return <p className={classes.proposal}>{`Firmer than before would be: ${outcomeWords[proposed]}.`}</p>;
}
