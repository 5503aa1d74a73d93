import { type FollowUpOutcome, followUpOutcomes } from './vocabulary.ts';

/** What is firmer than asking again: the steps that `flat_pressure` looks for. */
const firm: readonly FollowUpOutcome[] = ['coaching', 'firm_expectation', 'escalated'];

/**
 * The step to propose where the same thing was excused, or promised in vain, before: the softest of the firm ones that is
 * firmer than whatever was tried. A proposal; the manager decides.
 *
 * @param tried what earlier follow-ups about it came to
 * @returns null where nothing was excused or broken yet, and where nothing firmer is left
 */
export function firmerStep(tried: readonly FollowUpOutcome[], wasBroken: boolean): FollowUpOutcome | null {
  if (!wasBroken && !tried.includes('excuse_accepted')) return null;
  const firmest = Math.max(-1, ...tried.map((outcome) => followUpOutcomes.indexOf(outcome)));
  return firm.find((outcome) => followUpOutcomes.indexOf(outcome) > firmest) ?? null;
}
