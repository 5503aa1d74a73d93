import { FlagPage } from '@plumbline/shared/contracts/flags.ts';
import { type Item, ItemPage } from '@plumbline/shared/contracts/items.ts';
import { JointCallChoices } from '@plumbline/shared/contracts/joint-calls.ts';
import { now } from './installation.ts';
import { type Cast, inDays } from './people.ts';

/** What the sample cannot have, since no import brings it: steps that only the product records. */
export async function happen({ rep, manager, executive }: Cast): Promise<void> {
  await executive.post('/directives', {
    title: 'Call every customer whose contract ends in March',
    body: 'Ask what they need next year, and note the answer on the account.',
    to: { teamsOf: [manager.me.id] },
    dueAt: `${dayIn(8)}T17:00`,
    mustBeRelayed: true,
    wantsVerification: true,
    remindDaysBefore: 2,
    escalateDaysAfter: 3,
  });
  const { rows: owed } = await rep.get('/items?state=owed', ItemPage);
  await handIn(owed);
  await sayWhy(owed);
  await escalate();
  await leave();
  await jointCall();
  await exception();

  async function handIn(items: readonly Item[]): Promise<void> {
    const item = last(items.filter(({ can }) => can.submit));
    await rep.post(`/items/${item.id}/submission`, {
      version: item.version,
      note: 'Four visits, two of them new. Harbour asks for the terms of last year.',
    });
  }

  async function sayWhy(items: readonly Item[]): Promise<void> {
    const item = first(items.filter(({ can, state }) => can.giveReason && state === 'late'));
    await rep.post(`/items/${item.id}/reasons`, {
      excuse: 'customer_emergency',
      note: 'At Harbour all Tuesday.',
      committedTo: inDays(1).toISOString(),
    });
  }

  async function escalate(): Promise<void> {
    const { rows } = await manager.get('/items?scope=team&state=owed&kind=directive', ItemPage);
    const item = first(rows.filter(({ can }) => can.escalate));
    await manager.post(`/items/${item.id}/escalations`, {
      note: 'It clashes with the price round. Which of the two comes first?',
    });
  }

  async function leave(): Promise<void> {
    const personId = rep.me.id;
    await rep.post('/absences', { personId, from: dayIn(19), until: dayIn(26) });
  }

  async function jointCall(): Promise<void> {
    const { choices } = await manager.get(`/joint-calls/choices?rep=${rep.me.id}`, JointCallChoices);
    await manager.post('/joint-calls', {
      about: first(choices).about,
      heldAt: new Date(now.getTime() - 20 * 3_600_000).toISOString(),
      ledBy: 'rep',
      coached: 'To let the silence after the price stand.',
    });
  }

  async function exception(): Promise<void> {
    await rep.post('/exceptions', {
      kind: 'discount',
      cost: 2400,
      currency: 'EUR',
      note: 'They sign for two years instead of one.',
    });
    const { rows: flags } = await manager.get('/flags', FlagPage);
    await manager.post(`/flags/${first(flags).id}/reply`, {
      body: 'Two of the reps began in the summer; I spoke with them every day and wrote little of it down.',
    });
  }
}

const dayIn = (days: number) => inDays(days).toISOString().slice(0, 10);

function first<T>([one]: readonly T[]): T {
  if (one === undefined) throw new Error('the sample has nobody and nothing of this kind any more');
  return one;
}

const last = <T>(some: readonly T[]): T => first(some.slice(-1));
