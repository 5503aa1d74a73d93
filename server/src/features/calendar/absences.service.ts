import type { Database, Sql, Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { once, type RepeatableRequest } from '../../database/once.ts';
import { conflict, invalid, notFound, RequestError, wrongState } from '../../errors.ts';
import { mayRecordLeave } from '../../policies/leave.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { putOffForLeave } from './put-off.ts';

/** Days as `YYYY-MM-DD`, those of the absentee; half-open. */
export interface NewAbsence {
  personId: string;
  from: string;
  until: string;
  coverId: string | null;
}

interface Absentee {
  name: string;
  role: string;
  today: string;
  mayRecord: boolean;
}

interface StoredAbsence {
  id: string;
  personId: string;
  from: string;
  until: string | null;
  coverId: string | null;
  version: number;
  today: string;
  mayChange: boolean;
}

/** Leave is recorded by somebody else, counts from then on, and puts off what would fall due in it. */
export function absencesService(database: Pick<Database, 'transaction'>) {
  return {
    /** @throws RequestError not_found, not_permitted, wrong_state, invalid_request */
    record(viewer: Viewer, wanted: NewAbsence, at: Date, request: RepeatableRequest) {
      return database.transaction(viewer, (tx) =>
        once(tx, request, async () => {
          const absentee = await lockAbsentee(tx.sql, viewer, wanted.personId, at);
          if (!absentee.mayRecord) throw refusal(viewer, wanted.personId);
          checkDays(wanted, absentee.today);
          await checkCover(tx.sql, viewer, wanted, absentee);
          const id = newId();
          const { organizationId, personId: recordedBy } = viewer;
          const [taken] = await tx.sql<{ from: string; until: string | null }[]>`
            select lower(a.during) as from, upper(a.during) as until
            from absences a
            where a.organization_id = ${organizationId} and a.person_id = ${wanted.personId}
              and a.during && daterange(${wanted.from}, ${wanted.until})
            order by a.during
            limit 1`;
          if (taken !== undefined)
            throw wrongState(`${absentee.name} is on leave from ${taken.from} already.`);
          await tx.sql`
            insert into absences (organization_id, id, person_id, during, cover_id, recorded_by, recorded_at, edited_at)
            values (${organizationId}, ${id}, ${wanted.personId}, daterange(${wanted.from}, ${wanted.until}),
              ${wanted.coverId}, ${recordedBy}, ${at}, ${at})`;
          const putOff = await putOffForLeave(tx, at);
          const { from, until, coverId } = wanted;
          await tx.audit(entry('recorded', wanted.personId, { absenceId: id, from, until, coverId, putOff }));
          return { id };
        }),
      );
    },

    /**
     * Lets leave end earlier, or somebody else take over. The days up to today stay as they were counted.
     * @throws RequestError not_found, not_permitted, conflict, invalid_request
     */
    change(
      viewer: Viewer,
      id: string,
      wanted: { version: number; until: string; coverId: string | null },
      at: Date,
    ): Promise<void> {
      return database.transaction(viewer, async (tx) => {
        const { absence, absentee } = await lock(tx.sql, viewer, id, wanted.version, at);
        const { today, from, until, personId } = absence;
        const isShorter = wanted.until !== until;
        if (until !== null && wanted.until > until)
          throw invalid(
            'until',
            'the day it ends now or an earlier one; record further days as leave of their own',
          );
        if (wanted.until <= from)
          throw invalid('until', 'a day after it begins; leave that has not begun is taken back');
        if (isShorter && wanted.until < today)
          throw invalid('until', 'today or later: days that have passed stay');
        if (wanted.coverId !== absence.coverId)
          await checkCover(tx.sql, viewer, { personId, coverId: wanted.coverId }, absentee);
        if (isShorter) await keep(tx, absence, wanted.until, at);
        await tx.sql`
          update absences a set during = daterange(lower(a.during), ${wanted.until}), cover_id = ${wanted.coverId},
            edited_at = ${at}, version = a.version + 1
          where a.organization_id = ${viewer.organizationId} and a.id = ${id}`;
        const putOff = await putOffForLeave(tx, at);
        await tx.audit(
          entry('changed', personId, {
            absenceId: id,
            until: wanted.until,
            wasUntil: until,
            coverId: wanted.coverId,
            wasCoverId: absence.coverId,
            putOff,
          }),
        );
      });
    },

    /** Takes leave back that has not begun. @throws RequestError not_found, not_permitted, conflict, wrong_state */
    withdraw(viewer: Viewer, id: string, version: number, at: Date): Promise<void> {
      return database.transaction(viewer, async (tx) => {
        const { absence } = await lock(tx.sql, viewer, id, version, at);
        const { personId, from, until } = absence;
        if (from < absence.today) throw wrongState('It has begun: let it end today instead.');
        await keep(tx, absence, from, at);
        await tx.sql`
          delete from absences a where a.organization_id = ${viewer.organizationId} and a.id = ${id}`;
        const putOff = await putOffForLeave(tx, at);
        await tx.audit(entry('taken_back', personId, { absenceId: id, from, until, putOff }));
      });
    },
  };
}

export type AbsencesService = ReturnType<typeof absencesService>;

const entry = (verb: string, personId: string, details: Record<string, unknown>) => ({
  action: `leave.${verb}`,
  subjectType: 'person',
  subjectId: personId,
  details,
});

const refusal = (viewer: Viewer, personId: string) =>
  new RequestError(
    'not_permitted',
    personId === viewer.personId
      ? 'Your own leave is recorded by your manager or an administrator; else it would not count.'
      : 'Leave is recorded by the manager, an executive or an administrator.',
  );

/** The person, held until the transaction ends: their leave is recorded one after the other. */
async function lockAbsentee(sql: Sql, viewer: Viewer, personId: string, at: Date): Promise<Absentee> {
  const [absentee] = await sql<Absentee[]>`
    select rep.name, rep.role, (${at}::timestamptz at time zone rep.time_zone)::date as today,
      ${mayRecordLeave(sql, viewer, at)} as may_record
    from people rep
    where rep.organization_id = ${viewer.organizationId} and rep.id = ${personId}
    for no key update`;
  if (absentee === undefined) throw notFound('person');
  // Whom a manager does not answer for, they have not seen either.
  if (!absentee.mayRecord && personId !== viewer.personId) throw notFound('person');
  return absentee;
}

async function lock(sql: Sql, viewer: Viewer, id: string, version: number, at: Date) {
  const [absence] = await sql<StoredAbsence[]>`
    select a.id, a.person_id, lower(a.during) as from, upper(a.during) as until, a.cover_id, a.version,
      (${at}::timestamptz at time zone rep.time_zone)::date as today, ${mayRecordLeave(sql, viewer, at)} as may_change
    from absences a
    join people rep on rep.organization_id = a.organization_id and rep.id = a.person_id
    where a.organization_id = ${viewer.organizationId} and a.id = ${id} and ${scope.absences(sql, viewer)}
    for no key update of a, rep`;
  if (absence === undefined) throw notFound('leave');
  if (!absence.mayChange) throw refusal(viewer, absence.personId);
  if (absence.version !== version) throw conflict();
  return { absence, absentee: await lockAbsentee(sql, viewer, absence.personId, at) };
}

/** Keeps the days that are taken back, from that day on. */
async function keep(
  { sql, actor }: Pick<Tx, 'sql' | 'actor'>,
  absence: StoredAbsence,
  since: string,
  at: Date,
): Promise<void> {
  await sql`
    insert into withdrawn_absences (
      organization_id, id, absence_id, person_id, during, cover_id, recorded_by, recorded_at, withdrawn_by, withdrawn_at
    )
    select a.organization_id, ${newId()}, a.id, a.person_id, daterange(${since}, upper(a.during)), a.cover_id, a.recorded_by,
      a.recorded_at, ${actor.personId}, ${at}
    from absences a
    where a.organization_id = ${actor.organizationId} and a.id = ${absence.id}`;
}

function checkDays({ from, until }: NewAbsence, today: string): void {
  if (until <= from) throw invalid('until', 'the first day back, after the first day away');
  if (until <= today) throw invalid('until', 'a day to come: leave counts from when it is recorded');
  if (from < plusDays(today, -366)) throw invalid('from', 'a day within the last year');
  if (until > plusDays(today, 732)) throw invalid('until', 'a day within the next two years');
}

async function checkCover(
  sql: Sql,
  viewer: Viewer,
  { personId, coverId }: { personId: string; coverId: string | null },
  absentee: Absentee,
): Promise<void> {
  if (coverId === null) return;
  if (coverId === personId) throw invalid('coverId', 'somebody else');
  const [cover] = await sql<{ role: string; hasLeft: boolean }[]>`
    select p.role, coalesce(p.left_on <= ${absentee.today}::date, false) as has_left
    from people p
    where p.organization_id = ${viewer.organizationId} and p.id = ${coverId}`;
  if (cover === undefined || cover.hasLeft) throw invalid('coverId', 'somebody who works here');
  if (absentee.role !== 'rep' && cover.role === 'rep')
    throw invalid('coverId', 'a manager or an executive: the cover answers for the team');
}

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
