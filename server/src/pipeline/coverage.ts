import type { SignalDefinition, Source } from './trials/signal.ts';
import { weeksOfGrace } from './method.ts';
import { addDays } from './weeks.ts';

/** What is on record, as far as it decides whether a week can be judged. Days are `YYYY-MM-DD`. */
export interface Coverage {
  /** First day of each source in the organisation; absent: there is none. */
  since: ReadonlyMap<Source, string>;
  /** The same for a manager's team; of the sources that a team may lack while others have them. */
  teamSince: ReadonlyMap<Source, ReadonlyMap<string, string>>;
  /** First day on which each manager had anybody. */
  managerSince: ReadonlyMap<string, string>;
  /**
   * Weeks in which anything at all was recorded. The one thing that is asked of the judged week itself: a feed that broke
   * down shows nowhere else. It cannot make a flag: the weeks that it leaves out would have shown silence alone.
   */
  recordedWeeks: ReadonlySet<string>;
  /**
   * Reps in a manager's team at the end of a week, how many of them had an activity in the four weeks before it, and
   * whether all of that was typed in by people.
   */
  captured(managerId: string, week: string): { reps: number; captured: number; typed: boolean };
}

const names: Record<Source, string> = {
  items: 'paperwork or directives',
  follow_ups: 'follow-ups',
  reasons: 'reasons for lateness',
  exceptions: 'exceptions',
  activities: 'activities',
  credits: 'credits',
};

/**
 * Why a manager's week cannot be judged by a signal, in words; none if it can. Decided by what was on record before the
 * week began, so that nothing anybody does in a week, or leaves undone, decides whether it counts.
 */
export function whyUnreadable(
  definition: Pick<SignalDefinition, 'needs'>,
  managerId: string,
  week: string,
  coverage: Coverage,
): string[] {
  const reasons: string[] = [];
  const managerSince = coverage.managerSince.get(managerId);
  if (managerSince === undefined || week < addDays(managerSince, 7 * weeksOfGrace)) {
    reasons.push(`the manager’s first ${weeksOfGrace} weeks`);
  }
  if (!coverage.recordedWeeks.has(week)) reasons.push('nothing was recorded in this week');
  for (const source of definition.needs) {
    const reason = whyMissing(source, managerId, week, coverage);
    if (reason !== null) reasons.push(reason);
  }
  const begun = coverage.since.get('activities');
  if (definition.needs.includes('activities') && begun !== undefined && begun < week) {
    const { reps, captured } = coverage.captured(managerId, week);
    if (2 * captured < reps) reasons.push(`activities are recorded for ${captured} of ${reps} reps only`);
  }
  return reasons;
}

/** A source that begins says nothing about what came before it, and answers to that take a week. */
function whyMissing(source: Source, managerId: string, week: string, coverage: Coverage): string | null {
  const inOrganization = coverage.since.get(source);
  if (inOrganization === undefined || inOrganization >= addDays(week, 7))
    return source === 'activities' ? 'no activity source yet' : `no ${names[source]} are recorded`;
  const team = coverage.teamSince.get(source);
  const inTeam = team === undefined ? inOrganization : team.get(managerId);
  if (inTeam === undefined || inTeam >= addDays(week, 7))
    return `no ${names[source]} are recorded for this team`;
  // A team that has it soon after the others had it from the beginning: who seldom follows up begins no later for it. But
  // it has it before the week, or a first follow-up would decide whether its own week counts.
  const isSoon = inTeam < week && inTeam < addDays(inOrganization, 7 * weeksOfGrace);
  const since = isSoon ? inOrganization : inTeam;
  return since >= addDays(week, -7) ? `${names[source]} have been recorded since ${since} only` : null;
}

/** What a reader should know about where a reading comes from; null where there is nothing to say. */
export function remarkOn(
  definition: Pick<SignalDefinition, 'needs'>,
  managerId: string,
  week: string,
  coverage: Coverage,
): string | null {
  const isTyped = definition.needs.includes('activities') && coverage.captured(managerId, week).typed;
  return isTyped ? 'read from activities that people typed in alone' : null;
}
