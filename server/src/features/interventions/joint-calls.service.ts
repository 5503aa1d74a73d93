import type { JointCall, LogJointCallRequest } from '@plumbline/shared/contracts/joint-calls.ts';
import { claimedMoment } from '../../afterwards.ts';
import type { Database, Tx } from '../../database/connect.ts';
import { once } from '../../database/once.ts';
import { takeTurn } from '../../database/turn.ts';
import { notFound, RequestError, wrongState } from '../../errors.ts';
import type { Command } from '../../policies/command.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { notify } from '../notifications/notify.ts';
import { visibleJointCall } from './joint-calls.read-model.ts';
import { jointCallStore } from './joint-calls.store.ts';

/** Coaching by the manager's word, and the rep's word on it. It stands beside what the record shows, and changes none of it. */
export function jointCallService({ database }: { database: Pick<Database, 'transaction'> }) {
  const carryOut = ({ viewer, request }: Command, work: (tx: Tx) => Promise<string>): Promise<JointCall> =>
    database.transaction(viewer, (tx) => once(tx, request, async () => load(tx, viewer, await work(tx))));

  return {
    /** @throws RequestError not_found, invalid_request for a time that cannot be */
    log(command: Command, { about, heldAt, ledBy, coached }: LogJointCallRequest): Promise<JointCall> {
      const { viewer, at } = command;
      const then = claimedMoment('heldAt', heldAt, at);
      return carryOut(command, async (tx) => {
        const store = jointCallStore(tx);
        const visited = await store.visited(viewer, about, then);
        if (visited === null) throw notFound(`${about.kind} of your reps on that day`);
        const id = await store.add({ ...visited, heldAt: then, recordedAt: at, ledBy, coached });
        await tx.audit({
          action: 'joint_call.logged',
          subjectType: 'joint_call',
          subjectId: id,
          details: { ledBy },
          concerns: [viewer.personId, visited.repId],
        });
        await notify(tx, [
          {
            to: visited.repId,
            kind: 'joint_call_logged',
            subject: { type: 'joint_call', id },
            at,
            data: { deal: nameOf(await load(tx, viewer, id)), note: coached },
          },
        ]);
        return id;
      });
    },

    /**
     * The rep's word that it was so, or was not; the latest counts. The manager is told of a dispute.
     * @param dispute what was not so; null confirms @throws RequestError not_found, not_permitted, wrong_state
     */
    answer(command: Command, id: string, dispute: string | null): Promise<JointCall> {
      const { viewer, at } = command;
      const answer = dispute === null ? 'confirmed' : 'disputed';
      return carryOut(command, async (tx) => {
        await takeTurn(tx, `answer ${id}`);
        const call = await load(tx, viewer, id);
        if (call.rep.id !== viewer.personId)
          throw new RequestError('not_permitted', 'Only the one it was held with can say so.');
        if (call.answer?.answer === answer) throw wrongState(`You have ${answer} it already.`);
        await jointCallStore(tx).answer(id, answer, dispute, at);
        await tx.audit({
          action: `joint_call.${answer}`,
          subjectType: 'joint_call',
          subjectId: id,
          concerns: [call.manager.id, call.rep.id],
        });
        if (dispute !== null)
          await notify(tx, [
            {
              to: call.manager.id,
              kind: 'joint_call_disputed',
              subject: { type: 'joint_call', id },
              at,
              data: { deal: nameOf(call), note: dispute },
            },
          ]);
        return id;
      });
    },
  };
}

async function load(tx: Tx, viewer: Viewer, id: string): Promise<JointCall> {
  const call = await visibleJointCall(tx.sql, viewer, id);
  if (call === null) throw notFound('joint call');
  return call;
}

/** "Renewal (Harbour)"; "Harbour" where it was about the account as a whole. */
const nameOf = ({ deal, account }: JointCall): string =>
  deal === null ? account.name : `${deal.name} (${account.name})`;
