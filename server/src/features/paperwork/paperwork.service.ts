import type { OwedBy, Schedule } from '@plumbline/shared/contracts/paperwork.ts';
import { Temporal } from 'temporal-polyfill';
import type { Database, Sql, Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { once } from '../../database/once.ts';
import { conflict, invalid, notFound, RequestError } from '../../errors.ts';
import type { Command } from '../../policies/command.ts';
import { makePaperwork } from './making.ts';
import { occurrencesOf } from './occurrences.ts';
import { countOwing } from './owing.ts';
import { paperworkStore } from './paperwork.store.ts';
import { normalRule, RuleError } from './rule.ts';

/** A schedule that makes more items than this each time has to be confirmed. */
export const mostUnconfirmed = 10_000;

export interface NewType {
  name: string;
  schedule: Schedule;
  confirm: boolean;
}

export interface TypeChange {
  version: number;
  name: string;
  schedule?: Schedule | undefined;
  inForceFrom?: string | undefined;
  confirm: boolean;
}

/** Kinds of paperwork and when they fall due. What is saved is on people's lists at once. */
export function paperworkService(database: Pick<Database, 'transaction'>) {
  return {
    /** @throws RequestError invalid_request, needs_confirmation */
    add({ viewer, at, request }: Command, { name, schedule, confirm }: NewType): Promise<{ id: string }> {
      return database.transaction(viewer, (tx) =>
        once(tx, request, async () => {
          const store = paperworkStore(tx);
          await store.takeTurn();
          const { today } = await store.calendar(at);
          const wanted = await checked(tx, schedule, today, at);
          await askFirst(tx, wanted, today, confirm);
          const type = { id: newId(), name, code: codeOf(name) };
          if (await store.isTaken(name, type.code, null))
            throw invalid('name', 'a name that no other type has');
          await store.add(type, at);
          await store.addVersion(type.id, wanted, today, at);
          await tx.audit(entry('added', type.id, { name, schedule: wanted, inForceFrom: today }));
          await makePaperwork(tx, at);
          return { id: type.id };
        }),
      );
    },

    /**
     * Renames a type, or lets another schedule apply from a day on. What is on people's lists by then stays as it is.
     * @throws RequestError not_found, conflict, invalid_request, needs_confirmation
     */
    change(
      { viewer, at, request }: Command,
      id: string,
      { version, name, schedule, inForceFrom, confirm }: TypeChange,
    ): Promise<{ id: string }> {
      return database.transaction(viewer, (tx) =>
        once(tx, request, async () => {
          const store = paperworkStore(tx);
          await store.takeTurn();
          const type = await store.type(id);
          if (type === null) throw notFound('type of paperwork');
          if (type.version !== version) throw conflict();
          if (await store.isTaken(name, '', id)) throw invalid('name', 'a name that no other type has');
          if (schedule !== undefined) {
            const { today } = await store.calendar(at);
            const wanted = await checked(tx, schedule, today, at);
            const from = inForceFrom ?? changeFrom(type.madeThrough, today);
            if (from < changeFrom(type.madeThrough, today))
              throw invalid(
                'inForceFrom',
                `${changeFrom(type.madeThrough, today)} or later: until then it is on people’s lists already`,
              );
            await askFirst(tx, wanted, today, confirm);
            await store.addVersion(id, wanted, from, at);
            await tx.audit(entry('scheduled', id, { schedule: wanted, inForceFrom: from }));
          }
          await store.rename(id, name, at);
          if (name !== type.name) await tx.audit(entry('renamed', id, { name, was: type.name }));
          await makePaperwork(tx, at);
          return { id };
        }),
      );
    },
  };
}

/**
 * The schedule that a new organisation begins with: a weekly call report, which can be changed like any other.
 */
export async function addFirstPaperwork(tx: Tx, at: Date): Promise<void> {
  const store = paperworkStore(tx);
  const { today } = await store.calendar(at);
  const type = { id: newId(), name: 'Call report', code: 'call_report' };
  await store.add(type, at);
  const schedule: Schedule = {
    rule: 'FREQ=WEEKLY;BYDAY=FR',
    startsOn: today,
    endsBefore: null,
    businessDay: null,
    onDayOff: 'before',
    dueTime: '17:00',
    graceHours: 0,
    owedBy: { kind: 'reps', ids: [] },
    isPaused: false,
  };
  await store.addVersion(type.id, schedule, today, at);
  await tx.audit(entry('added', type.id, { name: type.name, schedule, inForceFrom: today }));
}

/** The first day that is on nobody's list yet. Days are those of the organisation. */
export function changeFrom(madeThrough: string | null, today: string): string {
  if (madeThrough === null || madeThrough < today) return today;
  return Temporal.PlainDate.from(madeThrough).add({ days: 1 }).toString();
}

const entry = (verb: string, id: string, details: Record<string, unknown>) => ({
  action: `paperwork.${verb}`,
  subjectType: 'paperwork_type',
  subjectId: id,
  details,
});

/** `Expense report` becomes `expense_report`. */
function codeOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 100);
}

/** A schedule as it is stored. @throws RequestError invalid_request */
export async function checked(
  { sql, actor }: Pick<Tx, 'sql' | 'actor'>,
  schedule: Schedule,
  today: string,
  at: Date,
): Promise<Schedule> {
  const wanted = { ...schedule, rule: normalRule(schedule.rule) };
  if (wanted.endsBefore !== null && wanted.endsBefore <= wanted.startsOn)
    throw invalid('schedule.endsBefore', 'a day after it starts');
  const calendar = await paperworkStore({ sql, actor }).calendar(at);
  try {
    const day = Temporal.PlainDate.from(today);
    occurrencesOf(wanted, calendar, day, day.add({ days: 1 }));
  } catch (error) {
    throw error instanceof RuleError ? invalid('schedule.rule', error.message) : error;
  }
  await checkOwing(sql, actor.organizationId, wanted.owedBy);
  return wanted;
}

async function checkOwing(sql: Sql, organizationId: string, { kind, ids }: OwedBy): Promise<void> {
  const refuse = (who: string) => invalid('schedule.owedBy.ids', who);
  if (kind === 'reps' || kind === 'managers') {
    if (ids.length > 0) throw refuse('nobody by name: it is owed by a role');
    return;
  }
  const [known] = await sql<[{ owing: number; managing: number }]>`
    select count(*) filter (where p.role <> 'executive') as owing, count(*) filter (where p.role <> 'rep') as managing
    from people p
    where p.organization_id = ${organizationId} and p.id = any (${ids}::uuid[])`;
  if (kind === 'people' && (ids.length === 0 || known.owing !== new Set(ids).size))
    throw refuse('reps and managers who are here');
  if (kind !== 'people' && (ids.length !== 1 || known.managing !== 1))
    throw refuse('one person who manages people');
}

/** @throws RequestError needs_confirmation */
async function askFirst(
  { sql, actor }: Pick<Tx, 'sql' | 'actor'>,
  schedule: Schedule,
  today: string,
  confirm: boolean,
): Promise<void> {
  if (confirm) return;
  const day = schedule.startsOn > today ? schedule.startsOn : today;
  const people = await countOwing(sql, actor.organizationId, schedule.owedBy, day);
  if (people <= mostUnconfirmed) return;
  throw new RequestError(
    'needs_confirmation',
    `It would make ${people.toLocaleString('en-GB')} items each day that it falls due. Confirm it if that is meant.`,
    [{ path: 'confirm', message: String(people) }],
  );
}
