import type { Flag, FlagReviewRequest } from '@plumbline/shared/contracts/flags.ts';
import type { Database, Tx } from '../../database/connect.ts';
import { once } from '../../database/once.ts';
import { invalid, notFound, RequestError, wrongState } from '../../errors.ts';
import type { Command } from '../../policies/command.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { addStep } from './flag-steps.ts';
import { visibleFlag } from './flags.read-model.ts';

/** What people say to a flag and decide about it. Nothing here raises or clears one: the pipeline does. */
export function flagService(database: Pick<Database, 'transaction'>) {
  function respond(
    { viewer, at, request }: Command,
    flagId: string,
    may: (flag: Flag) => boolean,
    work: (tx: Tx, flag: Flag) => Promise<void>,
  ): Promise<Flag> {
    return database.transaction(viewer, (tx) =>
      once(tx, request, async () => {
        // Two reviewers at once: the second sees what the first did.
        await tx.sql`select from flags where organization_id = ${viewer.organizationId} and id = ${flagId} for update`;
        const flag = await visibleFlag(tx.sql, viewer, flagId, at);
        if (flag === null) throw notFound('flag');
        if (!may(flag))
          throw new RequestError(
            'not_permitted',
            'Only the manager concerned replies, and nobody reviews a flag about themself.',
          );
        await work(tx, flag);
        return (await visibleFlag(tx.sql, viewer, flagId, at)) ?? flag;
      }),
    );
  }

  return {
    /** The manager's own words; they stand beside the evidence and never change it. */
    reply(command: Command, flagId: string, words: string): Promise<Flag> {
      const { viewer, at } = command;
      return respond(
        command,
        flagId,
        (flag) => flag.can.reply,
        async (tx) => {
          await addStep(tx, { flagId, step: 'replied', authorId: viewer.personId, at, words });
          await tx.audit({ action: 'flag.replied', subjectType: 'flag', subjectId: flagId });
        },
      );
    },

    /**
     * An executive takes a flag up, and others see that somebody has.
     * @throws RequestError wrong_state once the flag is cleared, or while a review is under way
     */
    beginReview(command: Command, flagId: string): Promise<Flag> {
      const { viewer, at } = command;
      return respond(command, flagId, isOthers(viewer), async (tx, flag) => {
        checkRaised(flag);
        if (!flag.can.beginReview)
          throw wrongState('The review is under way already. Record what you decide.');
        await addStep(tx, { flagId, step: 'review_begun', authorId: viewer.personId, at });
        await tx.audit({ action: 'flag.review_begun', subjectType: 'flag', subjectId: flagId });
      });
    },

    /**
     * An executive's decision about somebody else's flag; an earlier one stays on record. Not borne out, the flag is
     * cleared when the week closes, and the evidence begins anew.
     * @throws RequestError wrong_state once the flag is cleared, invalid_request
     */
    review(
      command: Command,
      flagId: string,
      { decision, reason, lookAgainOn }: FlagReviewRequest,
    ): Promise<Flag> {
      const { viewer, at } = command;
      return respond(command, flagId, isOthers(viewer), async (tx, flag) => {
        checkRaised(flag);
        if (lookAgainOn !== undefined && lookAgainOn <= (await today(tx, at)))
          throw invalid('lookAgainOn', 'a day to come');
        await addStep(tx, {
          flagId,
          step: decision,
          authorId: viewer.personId,
          at,
          words: reason,
          lookAgainOn: decision === 'plan_agreed' ? lookAgainOn : undefined,
        });
        await tx.audit({
          action: 'flag.reviewed',
          subjectType: 'flag',
          subjectId: flagId,
          details: { decision, lookAgainOn },
        });
      });
    },
  };
}

const isOthers =
  (viewer: Viewer) =>
  ({ manager }: Flag): boolean =>
    manager.id !== viewer.personId;

function checkRaised({ clearedAt }: Flag): void {
  if (clearedAt !== null) throw wrongState('The flag is cleared already.');
}

/** The day it is in the organisation, by which a plan's day is meant. */
async function today({ sql, actor }: Tx, at: Date): Promise<string> {
  const [organization] = await sql<{ today: string }[]>`
    select (${at}::timestamptz at time zone o.time_zone)::date as today
    from organizations o where o.id = ${actor.organizationId}`;
  if (organization === undefined) throw notFound('organization');
  return organization.today;
}
