import type { Flag, FlagReviewRequest } from '@plumbline/shared/contracts/flags.ts';
import type { Database, Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { once, type RepeatableRequest } from '../../database/once.ts';
import { invalid, notFound, RequestError, wrongState } from '../../errors.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { visibleFlag } from './flags.read-model.ts';

export interface FlagCommand {
  viewer: Viewer;
  flagId: string;
  at: Date;
  request: RepeatableRequest;
}

/** What people say to a flag and decide about it. Nothing here raises or clears one: the pipeline does. */
export function flagService(database: Pick<Database, 'transaction'>) {
  function respond(
    { viewer, flagId, at, request }: FlagCommand,
    may: (flag: Flag) => boolean,
    work: (tx: Tx, flag: Flag) => Promise<void>,
  ): Promise<Flag> {
    return database.transaction(viewer, (tx) =>
      once(tx, request, async () => {
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
    reply(command: FlagCommand, body: string): Promise<Flag> {
      const { viewer, flagId, at } = command;
      return respond(
        command,
        (flag) => flag.manager.id === viewer.personId,
        async ({ sql, actor, audit }) => {
          await sql`
            insert into flag_replies (organization_id, id, flag_id, author_id, body, occurred_at)
            values (${actor.organizationId}, ${newId()}, ${flagId}, ${viewer.personId}, ${body}, ${at})`;
          await audit({ action: 'flag.replied', subjectType: 'flag', subjectId: flagId });
        },
      );
    },

    /**
     * An executive's decision about somebody else's flag; an earlier one stays on record. Not borne out, the flag is
     * cleared when the week closes, and the evidence begins anew.
     * @throws RequestError wrong_state once the flag is cleared, invalid_request
     */
    async review(command: FlagCommand, { decision, reason, lookAgainOn }: FlagReviewRequest): Promise<Flag> {
      const { viewer, flagId, at } = command;
      if (lookAgainOn !== undefined && lookAgainOn <= at.toISOString().slice(0, 10))
        throw invalid('lookAgainOn', 'a day to come');
      return respond(
        command,
        ({ manager }) => manager.id !== viewer.personId,
        async ({ sql, actor, audit }, { clearedAt }) => {
          if (clearedAt !== null) throw wrongState('The flag is cleared already.');
          await sql`
            insert into flag_reviews (organization_id, id, flag_id, reviewer_id, decision, reason, look_again_on, occurred_at)
            values (${actor.organizationId}, ${newId()}, ${flagId}, ${viewer.personId}, ${decision}, ${reason ?? null},
              ${lookAgainOn ?? null}, ${at})`;
          await audit({
            action: 'flag.reviewed',
            subjectType: 'flag',
            subjectId: flagId,
            details: { decision, lookAgainOn },
          });
        },
      );
    },
  };
}

export type FlagService = ReturnType<typeof flagService>;
