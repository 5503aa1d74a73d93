import type {
  PaperworkType,
  PaperworkTypes,
  Schedule,
  SchedulePreview,
} from '@plumbline/shared/contracts/paperwork.ts';
import {
  addBusinessDays,
  type BusinessCalendar,
  instantOf,
} from '@plumbline/shared/domain/business-calendar.ts';
import { Temporal } from 'temporal-polyfill';
import type { Database, Sql } from '../../database/connect.ts';
import { invalid, notFound } from '../../errors.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { type Occurrence, occurrencesOf, type ScheduleVersion } from './occurrences.ts';
import { countOwing } from './owing.ts';
import { changeFrom, checked } from './paperwork.service.ts';
import { paperworkStore } from './paperwork.store.ts';

type VersionRow = Omit<ScheduleVersion, 'owedBy'> & {
  owedBy: Schedule['owedBy']['kind'];
  owedIds: string[];
  setAt: string;
  setterId: string | null;
  setterName: string | null;
};

interface TypeRow {
  id: string;
  code: string;
  name: string;
  version: number;
  madeThrough: string | null;
  today: string;
  versions: VersionRow[];
  people: { id: string; name: string }[];
}

/** So many due times are shown. */
const shownTimes = 10;
/** And looked for so many years ahead: 29 February comes in eight at most. */
const furthestYears = 50;

export interface WantedPreview {
  schedule: Schedule;
  timeZone?: string | undefined;
  personId?: string | undefined;
}

/** Kinds of paperwork as the administrator sees them. */
export function paperworkReadModel(database: Pick<Database, 'read'>) {
  return {
    async list(viewer: Viewer, at: Date): Promise<PaperworkTypes> {
      const rows = await database.read(viewer, (sql) => selectTypes(sql, viewer, at));
      return { types: rows.map(present) };
    },

    /** @throws RequestError not_found */
    async one(viewer: Viewer, id: string, at: Date): Promise<PaperworkType> {
      const { types } = await this.list(viewer, at);
      const type = types.find((one) => one.id === id);
      if (type === undefined) throw notFound('type of paperwork');
      return type;
    },

    /** The next due times of a schedule, stored or not. @throws RequestError invalid_request */
    async preview(
      viewer: Viewer,
      { schedule, timeZone, personId }: WantedPreview,
      at: Date,
    ): Promise<SchedulePreview> {
      return database.read(viewer, async (sql) => {
        const tx = { sql, actor: viewer };
        const calendar = await paperworkStore(tx).calendar(at);
        const { today } = calendar;
        const wanted = await checked(tx, schedule, today, at);
        const [zone, away, people] = await Promise.all([
          zoneOf(sql, viewer, { timeZone, personId }, calendar.timeZone),
          personId === undefined ? new Set<string>() : daysAway(sql, viewer, personId, at),
          countOwing(
            sql,
            viewer.organizationId,
            wanted.owedBy,
            wanted.startsOn > today ? wanted.startsOn : today,
          ),
        ]);
        const now = Temporal.Instant.fromEpochMilliseconds(at.getTime());
        const times = nextOf(wanted, calendar, Temporal.PlainDate.from(today))
          .map((occurrence) => timeOf(occurrence, wanted, { zone, calendar, away }))
          .filter(({ dueAt }) => Temporal.Instant.compare(dueAt, now) > 0)
          .slice(0, shownTimes)
          .map(({ day, dueAt, lapseAt, moved }) => ({
            day,
            dueAt: iso(dueAt),
            lapseAt: iso(lapseAt),
            moved,
          }));
        return { timeZone: zone, times, people };
      });
    },
  };
}

const iso = (instant: Temporal.Instant) => new Date(instant.epochMilliseconds).toISOString();

/** A few more than are shown: what is due earlier today falls out. */
function nextOf(schedule: Schedule, calendar: BusinessCalendar, today: Temporal.PlainDate): Occurrence[] {
  for (const years of [1, furthestYears]) {
    const from = today.subtract({ days: 40 });
    const found = occurrencesOf(schedule, calendar, from, today.add({ years })).filter(
      ({ dueDay }) => Temporal.PlainDate.compare(dueDay, today) >= 0,
    );
    if (found.length > shownTimes || years === furthestYears) return found.slice(0, shownTimes + 2);
  }
  return [];
}

/** When one is due in a zone. The same rule as in `makePaperwork` and `putOffForLeave`, for one person. */
function timeOf(
  { day, dueDay }: Occurrence,
  { dueTime, graceHours }: Schedule,
  { zone, calendar, away }: { zone: string; calendar: BusinessCalendar; away: ReadonlySet<string> },
) {
  const at = instantOf(dueDay.toPlainDateTime(Temporal.PlainTime.from(dueTime)), zone);
  const lapse = at.add({ hours: graceHours });
  const shift = Temporal.PlainDate.compare(dueDay, day);
  const moved = shift === 0 ? null : shift < 0 ? ('before' as const) : ('after' as const);
  if (!away.has(lapse.toZonedDateTimeISO(zone).toPlainDate().toString()))
    return { day: day.toString(), dueAt: at, lapseAt: lapse, moved };
  const here = { ...calendar, holidays: new Set([...calendar.holidays, ...away]) };
  const lapseAt = addBusinessDays(lapse, 1, zone, here);
  return {
    day: day.toString(),
    dueAt: lapseAt.subtract({ hours: graceHours }),
    lapseAt,
    moved: 'leave' as const,
  };
}

async function zoneOf(
  sql: Sql,
  viewer: Viewer,
  { timeZone, personId }: { timeZone?: string | undefined; personId?: string | undefined },
  otherwise: string,
): Promise<string> {
  if (personId !== undefined) {
    const [person] = await sql<{ timeZone: string }[]>`
      select p.time_zone from people p where p.organization_id = ${viewer.organizationId} and p.id = ${personId}`;
    if (person === undefined) throw invalid('personId', 'somebody who is here');
    return person.timeZone;
  }
  if (timeZone === undefined) return otherwise;
  const [known] = await sql`select from pg_timezone_names z where z.name = ${timeZone}`;
  if (known === undefined) throw invalid('timeZone', 'a time zone like Europe/Berlin');
  return timeZone;
}

/** Days on which the person or their manager is away, as `putOffForLeave` counts them. */
async function daysAway(sql: Sql, viewer: Viewer, personId: string, at: Date): Promise<ReadonlySet<string>> {
  const rows = await sql<{ day: string }[]>`
    select distinct day::date as day
    from absences a
    join people p on p.organization_id = a.organization_id and p.id = a.person_id
    cross join lateral generate_series(
      greatest(lower(a.during), (a.recorded_at at time zone p.time_zone)::date, ${at}::timestamptz::date - 1),
      least(upper(a.during) - 1, ${at}::timestamptz::date + 400),
      interval '1 day'
    ) day
    where a.organization_id = ${viewer.organizationId} and a.counts
      and a.recorded_at <= ${at}
      and (a.person_id = ${personId} or exists (
        select from reporting_lines line
        where line.organization_id = a.organization_id and line.person_id = ${personId} and line.manager_id = a.person_id
          and line.during @> day::date
      ))`;
  return new Set(rows.map(({ day }) => day));
}

const selectTypes = (sql: Sql, viewer: Viewer, at: Date) => sql<TypeRow[]>`
  select t.id, t.code, t.name, t.version, t.made_through, local.today,
    coalesce((
      select json_agg(json_build_object(
        'version', s.version, 'inForceFrom', s.in_force_from, 'rule', s.rule, 'startsOn', s.starts_on,
        'endsBefore', s.ends_before, 'businessDay', s.business_day, 'onDayOff', s.on_day_off,
        'dueTime', to_char(s.due_time, 'HH24:MI'), 'graceHours', s.grace_hours, 'owedBy', s.owed_by, 'owedIds', s.owed_ids,
        'isPaused', s.is_paused, 'setAt', s.created_at, 'setterId', setter.id, 'setterName', setter.name
      ) order by s.version)
      from paperwork_schedules s
      left join people setter on setter.organization_id = s.organization_id and setter.id = s.created_by
      where s.organization_id = t.organization_id and s.type_id = t.id
    ), '[]') as versions,
    coalesce((
      select json_agg(json_build_object('id', p.id, 'name', p.name) order by p.name, p.id)
      from people p
      where p.organization_id = t.organization_id and p.id in (
        select unnest(s.owed_ids) from paperwork_schedules s
        where s.organization_id = t.organization_id and s.type_id = t.id
      )
    ), '[]') as people
  from paperwork_types t
  join organizations o on o.id = t.organization_id
  cross join lateral (select (${at}::timestamptz at time zone o.time_zone)::date as today) local
  where t.organization_id = ${viewer.organizationId}
  order by t.name, t.id`;

function present({ versions, people, today, madeThrough, ...type }: TypeRow): PaperworkType {
  // On a day the latest version counts that is in force on it.
  const present = versions.findLast(({ inForceFrom }) => inForceFrom <= today) ?? versions.at(-1);
  const last = versions.at(-1);
  const coming = last !== undefined && last !== present ? last : null;
  const named = new Set(present === undefined ? [] : present.owedIds);
  return {
    id: type.id,
    code: type.code,
    name: type.name,
    version: type.version,
    schedule: present === undefined ? null : scheduleOf(present),
    inForceFrom: present?.inForceFrom ?? null,
    coming: coming && { schedule: scheduleOf(coming), inForceFrom: coming.inForceFrom },
    people: people.filter(({ id }) => named.has(id) || (coming?.owedIds.includes(id) ?? false)),
    setBy:
      last === undefined || last.setterId === null || last.setterName === null
        ? null
        : { id: last.setterId, name: last.setterName },
    setAt: last === undefined ? null : new Date(last.setAt).toISOString(),
    changeFrom: changeFrom(madeThrough, today),
  };
}

function scheduleOf(row: VersionRow): Schedule {
  const { rule, startsOn, endsBefore, businessDay, onDayOff, dueTime, graceHours, isPaused } = row;
  return {
    rule,
    startsOn,
    endsBefore,
    businessDay,
    onDayOff,
    dueTime,
    graceHours,
    isPaused,
    owedBy: { kind: row.owedBy, ids: row.owedIds },
  };
}
