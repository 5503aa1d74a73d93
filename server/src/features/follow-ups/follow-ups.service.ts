import type {
  AskAboutRequest,
  Asked,
  FollowUp,
  LogFollowUpRequest,
} from '@plumbline/shared/contracts/follow-ups.ts';
import type { LoggedOneToOne, LogOneToOneRequest } from '@plumbline/shared/contracts/one-to-ones.ts';
import type { Database, Tx } from '../../database/connect.ts';
import { once } from '../../database/once.ts';
import { takeTurn } from '../../database/turn.ts';
import { notFound, RequestError, wrongState } from '../../errors.ts';
import type { Command } from '../../policies/command.ts';
import { askRep, itemsToAskAbout } from './asking.ts';
import { visibleFollowUp } from './follow-ups.read-model.ts';
import { followUpStore } from './follow-ups.store.ts';
import { checked, inSameWords, recordSpoken } from './spoken.ts';

/** What managers say to reps about items, and what reps say to that. */
export function followUpService({ database }: { database: Pick<Database, 'transaction'> }) {
  const carryOut = <Answer>(
    { viewer, request }: Command,
    work: (tx: Tx) => Promise<Answer>,
  ): Promise<Answer> => database.transaction(viewer, (tx) => once(tx, request, () => work(tx)));

  return {
    /**
     * "Ask": Plumbline sends the message, so the follow-up is observed. Asked again within a minute, it answers with the
     * former one.
     * @throws RequestError not_found, wrong_state
     */
    ask(command: Command, itemId: string, note: string | undefined): Promise<FollowUp> {
      return carryOut(command, async (tx) => {
        const [item] = await itemsToAskAbout(tx, command, [itemId]);
        if (item === undefined) throw notFound('item');
        return shown(tx, command, await askRep(tx, command, { repId: item.repId, items: [item], note }));
      });
    },

    /**
     * Asks about several items at once, of one rep or many: one message and one follow-up a rep. All of them or none.
     * @throws RequestError not_found, wrong_state
     */
    askAbout(command: Command, { itemIds, note }: AskAboutRequest): Promise<Asked> {
      return carryOut(command, async (tx) => {
        const items = await itemsToAskAbout(tx, command, [...new Set(itemIds)]);
        const followUps: FollowUp[] = [];
        for (const [repId, ofRep] of Map.groupBy(items, (item) => item.repId))
          followUps.push(await shown(tx, command, await askRep(tx, command, { repId, items: ofRep, note })));
        return { followUps };
      });
    },

    /**
     * A spoken follow-up, typed in afterwards: declared, about one or many items of one rep.
     * @throws RequestError not_found, invalid_request
     */
    log(
      command: Command,
      { repId, channel, occurredAt, itemIds, ...said }: LogFollowUpRequest,
    ): Promise<FollowUp> {
      const spoken = checked(
        { repId, channel, occurredAt, said: [{ ...said, itemIds: [...new Set(itemIds)] }] },
        command.at,
      );
      return carryOut(command, async (tx) => {
        const [id] = await recordSpoken(tx, command, spoken);
        if (id === undefined) throw notFound('item of this rep');
        return shown(tx, command, id);
      });
    },

    /**
     * A talk about several items of one rep, each with what came of it. What was said in the same words about several is
     * one follow-up; all of them or none.
     * @throws RequestError not_found, invalid_request
     */
    logOneToOne(
      command: Command,
      { repId, channel, occurredAt, entries }: LogOneToOneRequest,
    ): Promise<LoggedOneToOne> {
      const spoken = checked({ repId, channel, occurredAt, said: inSameWords(entries) }, command.at);
      return carryOut(command, async (tx) => {
        const followUps: FollowUp[] = [];
        for (const id of await recordSpoken(tx, command, spoken))
          followUps.push(await shown(tx, command, id));
        return { followUps };
      });
    },

    /** The rep's word that it was so. */
    confirm: (command: Command, id: string, note: string | undefined) =>
      answer(command, id, 'confirmed', note),

    /** The rep's word that it was not so; a disputed follow-up answers nothing. The latest word counts. */
    dispute: (command: Command, id: string, note: string) => answer(command, id, 'disputed', note),
  };

  function answer(
    command: Command,
    id: string,
    word: 'confirmed' | 'disputed',
    note: string | undefined,
  ): Promise<FollowUp> {
    const { viewer, at } = command;
    return carryOut(command, async (tx) => {
      await takeTurn(tx, `answer ${id}`);
      const followUp = await visibleFollowUp(tx.sql, viewer, id);
      if (followUp === null) throw notFound('follow-up');
      if (followUp.rep.id !== viewer.personId)
        throw new RequestError('not_permitted', 'Only the one it was held with can say so.');
      if (followUp.provenance === 'observed')
        throw wrongState('Plumbline sent it itself: there is nothing to confirm or dispute.');
      if (followUp.answer?.answer === word) throw wrongState(`You have ${word} it already.`);
      await followUpStore(tx).answer(id, word, note, at);
      await tx.audit({
        action: `follow_up.${word}`,
        subjectType: 'follow_up',
        subjectId: id,
        concerns: [followUp.rep.id, followUp.manager.id],
      });
      return shown(tx, command, id);
    });
  }
}

async function shown(tx: Tx, { viewer }: Command, id: string): Promise<FollowUp> {
  const followUp = await visibleFollowUp(tx.sql, viewer, id);
  if (followUp === null) throw notFound('follow-up');
  return followUp;
}
