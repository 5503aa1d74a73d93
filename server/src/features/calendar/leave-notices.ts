import type { NoticeKind } from '@plumbline/shared/domain/vocabulary.ts';
import type { Tx } from '../../database/connect.ts';
import { answeringFor } from '../../policies/in-charge.ts';
import { type NewNotice, notify } from '../notifications/notify.ts';

/** Leave as people are told of it. Days as `YYYY-MM-DD`; `until` is the first day back. */
export interface LeaveToTell {
  id: string;
  person: { id: string; name: string };
  from: string;
  until: string | null;
  cover: { id: string; name: string } | null;
  /** Who was to take over before, where somebody else is now. */
  relievedId?: string | null;
}

/** What leave is to whoever is told of it; the words differ by it. */
type Part = 'absentee' | 'cover' | 'relieved' | 'manager';

/**
 * Tells the absentee, whoever takes over, and whoever answers for the absentee; not the one who did it. Leave that waits
 * to be confirmed goes to an executive where nobody answers for the absentee.
 */
export async function tellOfLeave(
  tx: Tx,
  kind: Extract<NoticeKind, 'leave_recorded' | 'leave_changed' | 'leave_taken_back' | 'leave_to_confirm'>,
  leave: LeaveToTell,
  at: Date,
): Promise<void> {
  const { id, person, from, until, cover, relievedId } = leave;
  const answering = await answeringFor(tx, [person.id], at);
  const isPlan = kind === 'leave_to_confirm';
  const parts = new Map<string, Part>();
  const tell = (who: string | null | undefined, part: Part) => {
    if (who && who !== tx.actor.personId && !parts.has(who)) parts.set(who, part);
  };
  if (isPlan)
    for (const manager of answering.length > 0 ? answering : await executives(tx)) tell(manager, 'manager');
  tell(person.id, 'absentee');
  tell(cover?.id, 'cover');
  tell(relievedId, 'relieved');
  if (!isPlan) for (const manager of answering) tell(manager, 'manager');
  await notify(
    tx,
    [...parts].map(
      ([to, part]): NewNotice => ({
        to,
        // Only who may confirm it is asked to; the cover hears of it like of any other.
        kind: isPlan && part !== 'manager' ? 'leave_recorded' : kind,
        subject: { type: 'absence', id },
        at,
        data: { part, person: person.name, from, until, cover: cover?.name ?? null },
      }),
    ),
  );
}

/** Whom a change of somebody's leave concerns: them, whoever takes over, and whose items may move with it. */
export async function concernedBy(
  { sql, actor }: Pick<Tx, 'sql' | 'actor'>,
  personId: string,
  covers: readonly (string | null)[],
  at: Date,
): Promise<string[]> {
  const reps = await sql<{ id: string }[]>`
    select line.person_id as id
    from reporting_lines line
    where line.organization_id = ${actor.organizationId} and line.manager_id = ${personId}
      and line.during && daterange((${at}::timestamptz)::date - 1, null)`;
  return [...new Set([personId, ...covers.filter((cover) => cover !== null), ...reps.map(({ id }) => id)])];
}

const executives = async ({ sql, actor }: Pick<Tx, 'sql' | 'actor'>): Promise<string[]> => {
  const rows = await sql<{ id: string }[]>`
    select p.id from people p where p.organization_id = ${actor.organizationId} and p.role = 'executive'`;
  return rows.map(({ id }) => id);
};
