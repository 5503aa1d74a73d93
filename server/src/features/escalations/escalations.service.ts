import type {
  Escalation,
  EscalationRequest,
  RulingRequest,
  RulingsAnswer,
} from '@plumbline/shared/contracts/escalations.ts';
import { mostAtOnce } from '@plumbline/shared/contracts/item-bulk.ts';
import type { Database, Tx } from '../../database/connect.ts';
import { once } from '../../database/once.ts';
import { invalid, notFound, RequestError, wrongState } from '../../errors.ts';
import type { Command } from '../../policies/command.ts';
import { answeringFor } from '../../policies/in-charge.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { entry, type Held, laterThanDue, type Step, takeStep } from '../items/item-step.ts';
import { stepByStep } from '../items/step-by-step.ts';
import { notify } from '../notifications/notify.ts';
import { type EscalationRow, presentEscalation } from './escalation-row.ts';
import { receivedOf, standingOf, visibleEscalation } from './escalations.read-model.ts';
import { receiversOf } from './receivers.ts';

/** What is put before somebody above, and their answer: steps in the life of an item, under its lock. */
export function escalationService({ database }: { database: Pick<Database, 'transaction'> }) {
  const carryOut = (
    { viewer, at, request }: Command,
    work: (tx: Tx) => Promise<string>,
  ): Promise<Escalation> =>
    database.transaction(viewer, (tx) =>
      once(tx, request, async () => presentEscalation(await visible(tx, viewer, await work(tx), at), at)),
    );

  return {
    /**
     * By the rep who owes it, or whoever answers for the rep. One that is past its answer time can be put before somebody
     * else, or the same person again; then this one counts.
     * @throws RequestError not_found for an item or a receiver that is not the viewer's to name; not_permitted, wrong_state
     */
    escalate(command: Command, itemId: string, { to, note }: EscalationRequest): Promise<Escalation> {
      const { viewer, at } = command;
      return carryOut(command, async (tx) => {
        let id = '';
        await takeStep(
          tx,
          { viewer, itemId, at },
          {
            may: ({ isOwn, isInCharge }) => isOwn || isInCharge,
            async take({ store, item }) {
              if (item.kind !== 'directive') throw wrongState('Only what a directive asks for is escalated.');
              if (item.state !== 'open') throw wrongState('It is not open any more.');
              const standing = await standingOf(tx.sql, viewer, itemId, at);
              if (standing !== null && standing.answerBy > at)
                throw wrongState(`It waits for ${standing.receiverName} already.`);
              const receivers = await receiversOf(tx.sql, viewer, itemId, at);
              const receiver = to === undefined ? receivers[0] : receivers.find((one) => one.id === to);
              if (receiver === undefined)
                throw to === undefined
                  ? invalid('to', 'somebody above: there is nobody left')
                  : notFound('person');
              id = await store.append(itemId, { kind: 'escalated', at, note, toId: receiver.id });
              await tx.audit(told(entry('escalated', item, { to: receiver.id }), receiver.id));
            },
          },
        );
        const { receiverId, repName, title, answerBy } = await visible(tx, viewer, id, at);
        await notify(tx, [
          {
            to: receiverId,
            kind: 'escalated',
            subject: { type: 'item', id: itemId },
            at,
            data: { title, rep: repName, note, answerBy: answerBy.toISOString() },
          },
        ]);
        return id;
      });
    },

    /**
     * By whom it was put before, or their cover: it stands, it gets more time, or it is ruled unclear. The first answer
     * counts. Who answers for the rep cannot rule it unclear, since they are judged by it; they recall their own.
     * @throws RequestError not_found, not_permitted, wrong_state, invalid_request
     */
    rule(command: Command, id: string, wanted: RulingRequest): Promise<Escalation> {
      const { viewer, at } = command;
      return carryOut(command, async (tx) => {
        const { itemId, isReceiver } = await visible(tx, viewer, id, at);
        await takeStep(tx, { viewer, itemId, at }, ruling({ id, isReceiver, viewer, wanted }));
        return id;
      });
    },

    /**
     * The same answer to all of a directive that waits for the viewer: to each that it can be given to, as if to it alone.
     * @throws RequestError not_found where nothing of it waits for the viewer
     */
    ruleAll(
      { viewer, at, request }: Command,
      directiveId: string,
      wanted: RulingRequest,
    ): Promise<RulingsAnswer> {
      return database.transaction(viewer, (tx) =>
        once(tx, request, async () => {
          const waiting = await receivedOf(tx.sql, viewer, directiveId, at);
          if (waiting.length === 0) throw notFound('escalation');
          const reached = waiting.slice(0, mostAtOnce);
          const answer = await stepByStep(
            tx,
            { viewer, at },
            reached.map(({ id, itemId }) => ({
              id,
              itemId,
              step: ruling({ id, isReceiver: true, viewer, wanted }),
            })),
          );
          return { ...answer, left: waiting.length - reached.length };
        }),
      );
    },
  };
}

/** An answer to one escalation, as a step in the life of its item. */
const ruling = ({
  id,
  isReceiver,
  viewer,
  wanted,
}: {
  id: string;
  isReceiver: boolean;
  viewer: Viewer;
  wanted: RulingRequest;
}): Step => ({
  may: () => isReceiver,
  async take(held) {
    // Read under the item's lock: now it cannot change any more.
    const escalation = await visible(held.tx, viewer, id, held.at);
    if (!escalation.stands) throw wrongState(overBecause(escalation));
    if (wanted.ruling === 'unclear' && !escalation.mayRuleUnclear)
      throw new RequestError(
        'not_permitted',
        'Only its issuer or an executive may rule it unclear, and not for reps of their own.',
      );
    await append(held, { id, ...wanted });
    await tellOf(held, escalation, wanted);
  },
});

const kindOf = { insist: 'insisted', extend: 'extension_granted', unclear: 'ruled_unclear' } as const;

async function append(
  { tx, store, item, at }: Held,
  { id, ruling, note, newDueAt }: RulingRequest & { id: string },
): Promise<void> {
  const until = newDueAt === undefined ? undefined : laterThanDue(newDueAt, item, at);
  const kind = kindOf[ruling];
  await store.append(item.id, { kind, at, note, newDueAt: until, regardsId: id });
  await store.project(item.id);
  await tx.audit(entry(kind, item, { escalation: id, newDueAt }));
}

/** The rep, whoever answers for the rep, and whoever escalated. */
async function tellOf(
  { tx, item, at }: Held,
  { escalatorId }: EscalationRow,
  { ruling, note, newDueAt }: RulingRequest,
): Promise<void> {
  const inCharge = await answeringFor(tx, [item.repId], at);
  const concerned = new Set([item.repId, ...inCharge, ...(escalatorId === null ? [] : [escalatorId])]);
  await notify(
    tx,
    [...concerned]
      .filter((to) => to !== tx.actor.personId)
      .map((to) => ({
        to,
        kind: 'escalation_answered' as const,
        subject: { type: 'item' as const, id: item.id },
        at,
        data: {
          title: item.title,
          ruling,
          note: note ?? null,
          dueAt: newDueAt ?? item.currentDueAt.toISOString(),
          page: to === item.repId ? 'items' : 'today/items',
        },
      })),
  );
}

/** An audit entry that concerns somebody beside the rep, whose page is told too. */
const told = (audited: ReturnType<typeof entry>, personId: string) => ({
  ...audited,
  concerns: [...audited.concerns, personId],
});

const overBecause = ({ answer }: EscalationRow) =>
  answer === null ? 'It is done, taken back, or before somebody else by now.' : 'It is answered already.';

async function visible(tx: Tx, viewer: Viewer, id: string, at: Date): Promise<EscalationRow> {
  const row = await visibleEscalation(tx.sql, viewer, id, at);
  if (row === null) throw notFound('escalation');
  return row;
}
