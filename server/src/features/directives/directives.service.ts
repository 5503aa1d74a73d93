import type { DirectiveTree, IssueDirectiveRequest } from '@plumbline/shared/contracts/directives.ts';
import type { Database, Tx } from '../../database/connect.ts';
import { once } from '../../database/once.ts';
import { invalid, notFound, RequestError, wrongState } from '../../errors.ts';
import type { Command } from '../../policies/command.ts';
import { answeringFor } from '../../policies/in-charge.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { putOffForLeave } from '../calendar/put-off.ts';
import { notify } from '../notifications/notify.ts';
import { presentDirective } from './directive-row.ts';
import { selectVisible } from './directives.read-model.ts';
import { directiveStore } from './directives.store.ts';

type Directive = DirectiveTree['directive'];

/** What executives and managers ask for, and how it reaches those who owe it. */
export function directiveService({ database }: { database: Pick<Database, 'transaction'> }) {
  const carryOut = (
    { viewer, at, request }: Command,
    work: (tx: Tx) => Promise<string>,
  ): Promise<Directive> =>
    database.transaction(viewer, (tx) =>
      once(tx, request, async () => visible(tx, viewer, await work(tx), at)),
    );

  return {
    /**
     * Issues a directive: an item for each rep, due at the local time of each, or on the first working day on which neither
     * the rep nor the manager is away. Where managers relay it they are told, and the reps when they have; else the reps at
     * once.
     * @throws RequestError not_found for somebody whom the viewer may not send one to; invalid_request where it would reach
     * nobody, or be due already
     */
    issue(command: Command, wanted: IssueDirectiveRequest): Promise<Directive> {
      const { viewer, at } = command;
      return carryOut(command, async (tx) => {
        if (wanted.replaces !== undefined)
          await takeBack(tx, command, wanted.replaces, 'Another one stands in its place.');
        const store = directiveStore(tx);
        if (await store.namesStrangers(viewer, wanted, at)) throw notFound('person');
        const { id, items } = await store.add(viewer, wanted, at);
        if (items.length === 0) throw invalid('to', 'somebody: none of them has any reps');
        if (items.some(({ dueAt }) => dueAt <= at))
          throw invalid('dueAt', 'a time to come, for each of them');
        await tx.audit({
          action: 'directive.issued',
          subjectType: 'directive',
          subjectId: id,
          details: { items: items.length, replaces: wanted.replaces },
          concerns: items.map(({ repId }) => repId),
        });
        await putOffForLeave(
          tx,
          at,
          items.map((item) => item.id),
        );
        const dueTimes = await store.dueTimes(id);
        const { relayed = [], atOnce = [] } = Object.groupBy(items, ({ managerId }) =>
          wanted.mustBeRelayed && managerId !== null && managerId !== viewer.personId ? 'relayed' : 'atOnce',
        );
        const relaying = await answeringFor(
          tx,
          relayed.map(({ repId }) => repId),
          at,
        );
        const data = { title: wanted.title };
        await notify(tx, [
          ...relaying
            .filter((to) => to !== viewer.personId)
            .map((to) => ({
              to,
              kind: 'directive_to_relay' as const,
              subject: { type: 'directive' as const, id },
              at,
              data,
            })),
          ...atOnce.map((item) => ({
            to: item.repId,
            kind: 'directive_issued' as const,
            subject: { type: 'item' as const, id: item.id },
            at,
            data: { ...data, dueAt: (dueTimes.get(item.id) ?? item.dueAt).toISOString() },
          })),
        ]);
        return id;
      });
    },

    /** The manager has told their reps: a fact for each. @throws RequestError wrong_state where nothing is left to relay */
    relay(command: Command, id: string): Promise<Directive> {
      const { viewer, at } = command;
      return carryOut(command, async (tx) => {
        const directive = await visible(tx, viewer, id, at);
        if (directive.recalled !== null) throw wrongState('It was recalled.');
        const items = await directiveStore(tx).relay(id, viewer, at);
        if (items.length === 0) throw wrongState('There is nobody of yours left to relay it to.');
        await tx.audit({
          action: 'directive.relayed',
          subjectType: 'directive',
          subjectId: id,
          details: { items: items.length },
          concerns: items.map(({ repId }) => repId),
        });
        await notify(
          tx,
          items.map((item) => ({
            to: item.repId,
            kind: 'directive_issued' as const,
            subject: { type: 'item' as const, id: item.id },
            at,
            data: { title: directive.title, dueAt: item.currentDueAt.toISOString() },
          })),
        );
        return id;
      });
    },

    /** Takes it back: whoever has not done it owes it no more. @throws RequestError not_permitted, wrong_state */
    recall(command: Command, id: string, reason: string): Promise<Directive> {
      return carryOut(command, async (tx) => {
        await takeBack(tx, command, id, reason);
        return id;
      });
    },
  };

  async function takeBack(tx: Tx, { viewer, at }: Command, id: string, reason: string): Promise<void> {
    const directive = await visible(tx, viewer, id, at);
    if (directive.issuedBy.id !== viewer.personId)
      throw new RequestError('not_permitted', 'Only whoever issued it can recall it.');
    const items = await directiveStore(tx).recall(id, reason, at);
    if (items === null) throw wrongState('It was recalled already.');
    await tx.audit({
      action: 'directive.recalled',
      subjectType: 'directive',
      subjectId: id,
      details: { items: items.length, reason },
      concerns: items.map(({ repId }) => repId),
    });
    await notify(
      tx,
      items.map((item) => ({
        to: item.repId,
        kind: 'directive_recalled' as const,
        subject: { type: 'item' as const, id: item.id },
        at,
        data: { title: directive.title, note: reason },
      })),
    );
  }
}

async function visible(tx: Tx, viewer: Viewer, id: string, at: Date): Promise<Directive> {
  const [row] = await selectVisible(tx.sql, viewer, id, at);
  if (row === undefined) throw notFound('directive');
  return presentDirective(row, viewer);
}
