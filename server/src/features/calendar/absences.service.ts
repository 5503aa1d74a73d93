import type { Database, Sql, Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { once } from '../../database/once.ts';
import { conflict, invalid, notFound, RequestError, wrongState } from '../../errors.ts';
import { mayGrantLeave, mayNameAsCover, mayRecordLeave } from '../../policies/leave.ts';
import { scope } from '../../policies/scope.ts';
import type { Command } from '../../policies/command.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { concernedBy, type LeaveToTell, tellOfLeave } from './leave-notices.ts';
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
  personName: string;
  from: string;
  until: string | null;
  coverId: string | null;
  version: number;
  today: string;
  /** Whether the absentee entered it, and nobody confirmed it yet: it puts nothing off. */
  counts: boolean;
  mayChange: boolean;
  mayGrant: boolean;
}

/**
 * Leave counts from when somebody else than the absentee recorded or confirmed it, and puts off what would fall due in it.
 */
export function absencesService(database: Pick<Database, 'transaction'>) {
  return {
    /** @throws RequestError not_found, wrong_state, invalid_request */
    record({ viewer, at, request }: Command, wanted: NewAbsence): Promise<{ id: string }> {
      return database.transaction(viewer, (tx) =>
        once(tx, request, async () => {
          const absentee = await lockAbsentee(tx.sql, viewer, wanted.personId, at);
          checkDays(wanted, absentee.today);
          const { personId, from, until, coverId } = wanted;
          const cover = await coverOf(tx.sql, viewer, wanted, absentee, at);
          const id = await insertAbsence(tx, { ...wanted, personName: absentee.name }, at);
          const putOff = await putOffForLeave(tx, at);
          await tellOfLeave(
            tx,
            personId === viewer.personId ? 'leave_to_confirm' : 'leave_recorded',
            { id, person: { id: personId, name: absentee.name }, from, until, cover },
            at,
          );
          await audit(
            tx,
            'recorded',
            personId,
            [coverId],
            { absenceId: id, from, until, coverId, putOff },
            at,
          );
          return { id };
        }),
      );
    },

    /** Lets leave that the absentee entered count from now on. @throws RequestError not_found, not_permitted, conflict, wrong_state */
    confirm(viewer: Viewer, id: string, version: number, at: Date): Promise<void> {
      return database.transaction(viewer, async (tx) => {
        const { absence } = await lock(tx.sql, viewer, id, version, at);
        const { personId, coverId, from, until } = absence;
        if (!absence.mayGrant) throw refusal();
        if (absence.counts) throw wrongState('It counts already.');
        if (until !== null && until <= absence.today) throw wrongState('It is over: it counts no longer.');
        await edit(tx, absence, { until, coverId }, at);
        const putOff = await putOffForLeave(tx, at);
        await tellOfLeave(tx, 'leave_recorded', await toTell(tx, absence, { until, coverId }), at);
        await audit(
          tx,
          'confirmed',
          personId,
          [coverId],
          { absenceId: id, from, until, coverId, putOff },
          at,
        );
      });
    },

    /**
     * Lets leave end on another day, from today on, or somebody else take over. The days up to today stay as they were
     * counted. Later days become leave of their own, which counts from now; leave that does not count yet is edited as a
     * whole, and counts from now where somebody else than the absentee did it.
     * @throws RequestError not_found, not_permitted, conflict, wrong_state, invalid_request
     */
    change(
      viewer: Viewer,
      id: string,
      wanted: { version: number; until: string; coverId: string | null },
      at: Date,
    ): Promise<void> {
      return database.transaction(viewer, async (tx) => {
        const { absence, absentee } = await lock(tx.sql, viewer, id, wanted.version, at);
        const { today, from, until, personId, personName, counts } = absence;
        const isOther = wanted.coverId !== absence.coverId;
        const isLonger = until !== null && wanted.until > until;
        const isShorter = wanted.until !== until && !isLonger;
        if (wanted.until <= from)
          throw invalid('until', 'a day after it begins; leave that has not begun is taken back');
        if (wanted.until !== until && wanted.until < today)
          throw invalid('until', 'today or later: days that have passed stay');
        if (wanted.until > plusDays(today, 732)) throw invalid('until', 'a day within the next two years');
        if (isOther) {
          if (!absence.mayGrant && counts) throw refusal();
          await coverOf(tx.sql, viewer, { personId, coverId: wanted.coverId }, absentee, at);
        }
        if (isShorter) await keep(tx, absence, wanted.until, at);
        const { coverId } = wanted;
        if (isLonger && !counts)
          await checkFree(tx.sql, viewer, { personId, personName }, until, wanted.until);
        await edit(tx, absence, { until: isLonger && counts ? until : wanted.until, coverId }, at);
        const further = { personId, personName, from: until ?? from, until: wanted.until, coverId };
        const furtherId = isLonger && counts ? await insertAbsence(tx, further, at) : null;
        const putOff = await putOffForLeave(tx, at);
        const told = {
          ...(await toTell(tx, absence, { until: wanted.until, coverId })),
          relievedId: isOther ? absence.coverId : null,
        };
        if (personId !== viewer.personId) await tellOfLeave(tx, 'leave_changed', told, at);
        else if (furtherId !== null)
          await tellOfLeave(tx, 'leave_to_confirm', { ...told, id: furtherId, from: further.from }, at);
        else await tellOfLeave(tx, counts ? 'leave_changed' : 'leave_to_confirm', told, at);
        const { coverId: wasCoverId } = absence;
        await audit(
          tx,
          'changed',
          personId,
          [coverId, wasCoverId],
          { absenceId: id, until: wanted.until, wasUntil: until, coverId, wasCoverId, putOff },
          at,
        );
      });
    },

    /** Takes leave back that has not begun before today. @throws RequestError not_found, not_permitted, conflict, wrong_state */
    withdraw(viewer: Viewer, id: string, version: number, at: Date): Promise<void> {
      return database.transaction(viewer, async (tx) => {
        const { absence } = await lock(tx.sql, viewer, id, version, at);
        const { personId, from, until, coverId } = absence;
        if (from < absence.today) throw wrongState('It has begun: let it end today instead.');
        await keep(tx, absence, from, at);
        await tx.sql`
          delete from absences a where a.organization_id = ${viewer.organizationId} and a.id = ${id}`;
        const putOff = await putOffForLeave(tx, at);
        await tellOfLeave(tx, 'leave_taken_back', await toTell(tx, absence, { until, coverId }), at);
        await audit(tx, 'taken_back', personId, [coverId], { absenceId: id, from, until, putOff }, at);
      });
    },
  };
}

const audit = async (
  tx: Tx,
  verb: string,
  personId: string,
  covers: readonly (string | null)[],
  details: Record<string, unknown>,
  at: Date,
) =>
  tx.audit({
    action: `leave.${verb}`,
    subjectType: 'person',
    subjectId: personId,
    details,
    concerns: await concernedBy(tx, personId, covers, at),
  });

const refusal = () =>
  new RequestError(
    'not_permitted',
    'Leave is confirmed, and who takes over in leave that counts is changed, by the manager, an executive or an administrator.',
  );

/** The person, held until the transaction ends: their leave is recorded one after the other. */
async function lockAbsentee(sql: Sql, viewer: Viewer, personId: string, at: Date): Promise<Absentee> {
  const [absentee] = await sql<Absentee[]>`
    select rep.name, rep.role, (${at}::timestamptz at time zone rep.time_zone)::date as today,
      ${mayRecordLeave(sql, viewer, at)} as may_record
    from people rep
    where rep.organization_id = ${viewer.organizationId} and rep.id = ${personId}
    for no key update`;
  // Whom one does not answer for, one has not seen either.
  if (absentee === undefined || !absentee.mayRecord) throw notFound('person');
  return absentee;
}

async function lock(sql: Sql, viewer: Viewer, id: string, version: number, at: Date) {
  const [absence] = await sql<StoredAbsence[]>`
    select a.id, a.person_id, rep.name as person_name, lower(a.during) as from, upper(a.during) as until, a.cover_id, a.version,
      (${at}::timestamptz at time zone rep.time_zone)::date as today, a.counts,
      ${mayRecordLeave(sql, viewer, at)} as may_change, ${mayGrantLeave(sql, viewer, at)} as may_grant
    from absences a
    join people rep on rep.organization_id = a.organization_id and rep.id = a.person_id
    where a.organization_id = ${viewer.organizationId} and a.id = ${id} and ${scope.absences(sql, viewer)}
    for no key update of a, rep`;
  if (absence === undefined) throw notFound('leave');
  if (!absence.mayChange) throw refusal();
  if (absence.version !== version) throw conflict();
  return { absence, absentee: await lockAbsentee(sql, viewer, absence.personId, at) };
}

async function insertAbsence(
  { sql, actor }: Pick<Tx, 'sql' | 'actor'>,
  wanted: NewAbsence & { personName: string },
  at: Date,
): Promise<string> {
  const { personId, from, until, coverId } = wanted;
  await checkFree(sql, actor, wanted, from, until);
  const id = newId();
  await sql`
    insert into absences (organization_id, id, person_id, during, cover_id, recorded_by, recorded_at, edited_at)
    values (${actor.organizationId}, ${id}, ${personId}, daterange(${from}, ${until}), ${coverId}, ${actor.personId}, ${at}, ${at})`;
  return id;
}

/** Leave that does not count yet is recorded anew by whoever edits it. */
const edit = (
  { sql, actor }: Pick<Tx, 'sql' | 'actor'>,
  { id }: StoredAbsence,
  { until, coverId }: { until: string | null; coverId: string | null },
  at: Date,
) => sql`
  update absences a set during = daterange(lower(a.during), ${until}), cover_id = ${coverId},
    recorded_by = case when a.counts then a.recorded_by else ${actor.personId} end,
    recorded_at = case when a.counts then a.recorded_at else ${at} end,
    edited_at = ${at}, version = a.version + 1
  where a.organization_id = ${actor.organizationId} and a.id = ${id}`;

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

/** @throws RequestError wrong_state, where they are on leave on one of these days already */
async function checkFree(
  sql: Sql,
  { organizationId }: { organizationId: string },
  { personId, personName }: { personId: string; personName: string },
  from: string,
  until: string,
): Promise<void> {
  const [taken] = await sql<{ from: string; counts: boolean }[]>`
    select lower(a.during) as from, a.counts
    from absences a
    where a.organization_id = ${organizationId} and a.person_id = ${personId} and a.during && daterange(${from}, ${until})
    order by a.during
    limit 1`;
  if (taken === undefined) return;
  throw wrongState(
    taken.counts
      ? `${personName} is on leave from ${taken.from} already.`
      : `${personName} entered leave from ${taken.from} already: confirm or change that.`,
  );
}

/** Who takes over, by name. @throws RequestError invalid_request, where they cannot */
async function coverOf(
  sql: Sql,
  viewer: Viewer,
  { personId, coverId }: { personId: string; coverId: string | null },
  absentee: Absentee,
  at: Date,
): Promise<{ id: string; name: string } | null> {
  if (coverId === null) return null;
  if (coverId === personId) throw invalid('coverId', 'somebody else');
  const [cover] = await sql<{ id: string; name: string; role: string }[]>`
    select rep.id, rep.name, rep.role
    from people rep
    where rep.organization_id = ${viewer.organizationId} and rep.id = ${coverId}
      and (rep.left_on is null or rep.left_on > ${absentee.today}::date) and ${mayNameAsCover(sql, viewer, at)}`;
  if (cover === undefined)
    throw invalid(
      'coverId',
      viewer.role === 'rep' && !viewer.isAdmin
        ? 'your manager or somebody of your team'
        : 'somebody who works here',
    );
  if (absentee.role !== 'rep' && cover.role === 'rep')
    throw invalid('coverId', 'a manager or an executive: the cover answers for the team');
  return { id: cover.id, name: cover.name };
}

/** Leave as people are told of it, as it is from now on. */
async function toTell(
  { sql, actor }: Pick<Tx, 'sql' | 'actor'>,
  { id, personId, personName, from }: StoredAbsence,
  { until, coverId }: { until: string | null; coverId: string | null },
): Promise<LeaveToTell> {
  const [cover = null] = await sql<{ id: string; name: string }[]>`
    select p.id, p.name from people p where p.organization_id = ${actor.organizationId} and p.id = ${coverId}`;
  return { id, person: { id: personId, name: personName }, from, until, cover };
}

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
