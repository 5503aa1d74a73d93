import type { AskForExceptionRequest, PolicyException } from '@plumbline/shared/contracts/exceptions.ts';
import type { Database, Tx } from '../../database/connect.ts';
import { once } from '../../database/once.ts';
import { takeTurn } from '../../database/turn.ts';
import { invalid, notFound, RequestError, wrongState } from '../../errors.ts';
import type { Command } from '../../policies/command.ts';
import { answeringFor } from '../../policies/in-charge.ts';
import { notify } from '../notifications/notify.ts';
import { visibleException } from './exceptions.read-model.ts';
import { type ExceptionStepKind, exceptionStore } from './exceptions.store.ts';

interface Word {
  kind: ExceptionStepKind;
  reason: string | null;
  /** Whether the viewer may say it now; what they see and may not change is 403. */
  may(exception: PolicyException): boolean;
  /** Who is told. */
  tell(exception: PolicyException, tx: Tx): Promise<void>;
}

/** What reps ask for at the company's cost, and what is decided: `advocacy` is read from it. */
export function exceptionService({ database }: { database: Pick<Database, 'transaction'> }) {
  const carryOut = (
    { viewer, at, request }: Command,
    work: (tx: Tx) => Promise<string>,
  ): Promise<PolicyException> =>
    database.transaction(viewer, (tx) =>
      once(tx, request, async () => {
        const exception = await visibleException(tx.sql, viewer, await work(tx), at);
        if (exception === null) throw notFound('exception');
        return exception;
      }),
    );

  /** Adds a word to an exception that is open: one after the other, since each depends on what was said before. */
  const say = (command: Command, id: string, { kind, reason, may, tell }: Word) =>
    carryOut(command, async (tx) => {
      const { viewer, at } = command;
      await takeTurn(tx, `exception ${id}`);
      const exception = await visibleException(tx.sql, viewer, id, at);
      if (exception === null) throw notFound('exception');
      if (exception.state !== 'asked' && exception.state !== 'passed_up')
        throw wrongState(`It is ${exception.state} already.`);
      if (!may(exception))
        throw new RequestError('not_permitted', 'This exception is for somebody else to decide.');
      if (!(await exceptionStore(tx).step(id, kind, reason, at)))
        throw wrongState('Somebody else was quicker. Look at it again.');
      await tx.audit({
        action: `exception.${kind}`,
        subjectType: 'exception',
        subjectId: id,
        concerns: [exception.rep.id],
      });
      await tell(exception, tx);
      return id;
    });

  return {
    /** @throws RequestError invalid_request for an account that is not the rep's */
    ask(command: Command, wanted: AskForExceptionRequest): Promise<PolicyException> {
      const { viewer, at } = command;
      if (wanted.cost !== undefined && wanted.currency === undefined)
        throw invalid('currency', 'in which currency it costs so much');
      return carryOut(command, async (tx) => {
        const store = exceptionStore(tx);
        if (wanted.accountId !== undefined && !(await store.owns(wanted.accountId, at)))
          throw invalid('accountId', 'one of your own accounts');
        const id = await store.add(wanted, at);
        await tx.audit({
          action: 'exception.asked',
          subjectType: 'exception',
          subjectId: id,
          concerns: [viewer.personId],
        });
        const managers = await answeringFor(tx, [viewer.personId], at);
        await notify(
          tx,
          managers.map((to) => ({
            to,
            kind: 'exception_asked',
            subject: { type: 'exception', id },
            at,
            data: { note: wanted.note },
          })),
        );
        return id;
      });
    },

    /** Supported or declined, for good. @throws RequestError not_permitted, wrong_state */
    decide(
      command: Command,
      id: string,
      { decision, reason }: { decision: 'supported' | 'declined'; reason: string },
    ): Promise<PolicyException> {
      return say(command, id, {
        kind: decision,
        reason,
        may: ({ can }) => can.decide,
        tell: ({ rep }, tx) =>
          notify(tx, [
            {
              to: rep.id,
              kind: 'exception_decided',
              subject: { type: 'exception', id },
              at: command.at,
              data: { decision, note: reason },
            },
          ]),
      });
    },

    /** Leaves the decision to the executives: then it is none of the manager's. @throws RequestError not_permitted, wrong_state */
    passUp(command: Command, id: string, reason: string): Promise<PolicyException> {
      return say(command, id, {
        kind: 'passed_up',
        reason,
        may: ({ can }) => can.passUp,
        async tell({ rep }, tx) {
          const executives = await exceptionStore(tx).executives(command.at);
          await notify(
            tx,
            executives.map((to) => ({
              to,
              kind: 'exception_passed_up',
              subject: { type: 'exception', id },
              at: command.at,
              data: { rep: rep.name, note: reason },
            })),
          );
        },
      });
    },

    /** Takes it back before it is decided. @throws RequestError not_permitted, wrong_state */
    withdraw(command: Command, id: string): Promise<PolicyException> {
      return say(command, id, {
        kind: 'withdrawn',
        reason: null,
        may: ({ can }) => can.withdraw,
        tell: async () => undefined,
      });
    },
  };
}
