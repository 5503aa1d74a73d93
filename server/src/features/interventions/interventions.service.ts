import type {
  DeclareTakeoverRequest,
  Intervention,
  RequestAnswer,
} from '@plumbline/shared/contracts/interventions.ts';
import type { Database, Tx } from '../../database/connect.ts';
import { once } from '../../database/once.ts';
import { invalid, notFound, RequestError, wrongState } from '../../errors.ts';
import type { Command } from '../../policies/command.ts';
import { type NewNotice, notify } from '../notifications/notify.ts';
import { visibleIntervention } from './interventions.read-model.ts';
import { interventionStore } from './interventions.store.ts';

/** Takeovers by the manager's own word, beside those that the record shows: they are no evidence either way. */
export function interventionService({ database }: { database: Pick<Database, 'transaction'> }) {
  const carryOut = (
    { viewer, at, request }: Command,
    work: (tx: Tx) => Promise<string>,
  ): Promise<Intervention> =>
    database.transaction(viewer, (tx) =>
      once(tx, request, async () => {
        const intervention = await visibleIntervention(tx.sql, viewer, await work(tx), at);
        if (intervention === null) throw notFound('takeover');
        return intervention;
      }),
    );

  const load = async (tx: Tx, { viewer, at }: Command, id: string): Promise<Intervention> => {
    const intervention = await visibleIntervention(tx.sql, viewer, id, at);
    if (intervention === null) throw notFound('takeover');
    return intervention;
  };

  return {
    /** @throws RequestError not_found, invalid_request for a day or an executive that will not do, wrong_state */
    declare(command: Command, wanted: DeclareTakeoverRequest): Promise<Intervention> {
      const { viewer, at } = command;
      return carryOut(command, async (tx) => {
        const store = interventionStore(tx);
        const deal = await store.deal(viewer, wanted.opportunityId, at);
        if (deal === null) throw notFound('open deal of your reps');
        if (wanted.plannedHandBackOn < (await store.today(at)))
          throw invalid('plannedHandBackOn', 'today or a later day');
        if (wanted.askedById !== undefined && !(await store.isExecutive(wanted.askedById, at)))
          throw invalid('askedById', 'an executive');
        if (await store.isDeclared(deal.id))
          throw wrongState('You declared this deal already. Hand it back before you declare it again.');
        const id = await store.add(deal, wanted, at);
        const declared = await load(tx, command, id);
        await audit(tx, 'declared', declared, deal.repId);
        await notify(tx, [
          noticeOf(declared, deal.repId, 'takeover_declared', at, { note: wanted.reason }),
          ...(wanted.askedById === undefined
            ? []
            : [noticeOf(declared, wanted.askedById, 'takeover_to_confirm', at, { note: wanted.reason })]),
        ]);
        return id;
      });
    },

    /** An executive says whether they asked for it; it counts as asked for from then on. @throws RequestError wrong_state */
    answer(command: Command, id: string, answer: RequestAnswer): Promise<Intervention> {
      return carryOut(command, async (tx) => {
        const intervention = await load(tx, command, id);
        if (!intervention.can.answer || !(await interventionStore(tx).step(id, answer, null, command.at)))
          throw wrongState('You answered already whether you asked for it.');
        await audit(tx, answer, intervention);
        await notify(tx, [
          noticeOf(intervention, intervention.manager.id, 'takeover_answered', command.at, { answer }),
        ]);
        return id;
      });
    },

    /** @param learned what the rep learned @throws RequestError not_permitted, wrong_state */
    handBack(command: Command, id: string, learned: string): Promise<Intervention> {
      return carryOut(command, async (tx) => {
        const intervention = await load(tx, command, id);
        const { manager, rep, handedBack, state, can } = intervention;
        if (manager.id !== command.viewer.personId || rep === null)
          throw new RequestError('not_permitted', 'Whoever declared a takeover hands it back.');
        if (handedBack !== null) throw wrongState('It was handed back already.');
        if (state === 'over') throw wrongState('The deal has closed: there is nothing to hand back.');
        if (!can.handBack) throw wrongState('It came with an import, and is handed back where it came from.');
        if (!(await interventionStore(tx).step(id, 'handed_back', learned, command.at)))
          throw wrongState('It was handed back already.');
        await audit(tx, 'handed_back', intervention, rep.id);
        await notify(tx, [
          noticeOf(intervention, rep.id, 'takeover_handed_back', command.at, { note: learned }),
        ]);
        return id;
      });
    },
  };
}

const audit = (tx: Tx, word: string, { id, manager, request }: Intervention, repId?: string) =>
  tx.audit({
    action: `takeover.${word}`,
    subjectType: 'takeover',
    subjectId: id,
    concerns: [manager.id, repId, request?.by.id].filter((person) => person !== undefined),
  });

const noticeOf = (
  { id, opportunity, plannedHandBackOn }: Intervention,
  to: string,
  kind: NewNotice['kind'],
  at: Date,
  data: NewNotice['data'],
): NewNotice => ({
  to,
  kind,
  subject: { type: 'takeover', id },
  at,
  data: { deal: `${opportunity.name} (${opportunity.account})`, plannedOn: plannedHandBackOn, ...data },
});
