import type { Pattern } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../../database/connect.ts';
import { prepareDeals } from './ground-deals.ts';
import { prepareLapses } from './ground-lapses.ts';
import { dropGroundTables, groundTables } from './ground-tables.ts';

/** Where trials and deal-weeks are kept: the stored tables, or temporary ones of a replay. */
export interface Places {
  trials: string;
  /** Trials of earlier weeks, for signals that are made from them: as they are known best. */
  earlierTrials: string;
  dealWeeks: string;
}

/** A version of the policy, as far as trials depend on it. */
export interface ResponseTimes {
  from: Date;
  responseBusinessDays: number;
}

/** Trials are made of what settles in the half-open range of whole weeks `[from, to)`. */
export interface Scope {
  organizationId: string;
  /** The organisation's: weeks begin and end in it. */
  timeZone: string;
  /** Monday 00:00. */
  from: Date;
  /** Monday 00:00. */
  to: Date;
  places: Places;
  /** Oldest first. The first also holds for the time before it: a rehearsal. */
  responseTimes: readonly ResponseTimes[];
  /** Whose trials; absent: everybody's. */
  managerIds?: readonly string[];
  /** Of which pattern; absent: of both. */
  pattern?: Pattern;
}

/** What signals read their trials from: the temporary tables of `ground-tables.ts`, prepared for a scope. */
export interface Ground extends Scope {
  /** Nothing that happened before this instant can settle in the range. */
  since: Date;
}

/** The longest window of any signal, in business days: a directive that goes no further. */
const longestWait = 13;

/** An answer is borne out within so many business days after the response time. */
const borneOutWithin = 3;

/** The longest window in days, with a fortnight's closure in it. */
const longestWindow = 35;

/** Absences are waited for so many days, however many there were. */
const mostWaited = 183;

/** "A third lapse in 60 days". */
const daysOfRepetition = 60;

/**
 * Prepares, once per evaluation, what several signals read: reporting lines as instants, absences, deadlines, lapses
 * with their answers, deal-weeks and takeovers. Only what can settle in the range is read. The tables are temporary and
 * go with the transaction.
 */
export async function prepareGround(sql: Sql, scope: Scope): Promise<Ground> {
  await sql.unsafe(dropGroundTables);
  await sql.unsafe(groundTables);
  await prepareLines(sql, scope);
  await prepareAbsences(sql, scope);
  const away = await daysToWaitFor(sql, scope);
  const farthest = new Date(scope.from.getTime() - (longestWindow + away) * 86_400_000);
  await prepareDeadlines(sql, scope, farthest);
  const since = (await firstToSettle(sql, scope, away)) ?? farthest;
  const repeatsSince = new Date(farthest.getTime() - daysOfRepetition * 86_400_000);
  if (scope.pattern !== 'super') await prepareLapses(sql, scope, { since, repeatsSince });
  if (scope.pattern !== 'friend') await prepareDeals(sql, scope);
  return { ...scope, since };
}

async function prepareLines(sql: Sql, { organizationId, managerIds }: Scope): Promise<void> {
  await sql`
    insert into ground_lines (rep_id, manager_id, days, from_at, until_at, zone)
    select line.person_id, line.manager_id, line.days, instant_of(lower(line.days)::timestamp, line.time_zone),
      coalesce(instant_of(upper(line.days)::timestamp, line.time_zone), 'infinity'), line.time_zone
    from (
      select l.person_id, l.manager_id, rep.time_zone,
        -- Nobody reports, and nobody manages, before being hired or after leaving.
        unnest(range_agg(
          l.during * daterange(rep.hired_on, null) * daterange(manager.hired_on, null)
            * daterange(null, least(rep.left_on, manager.left_on))
        )) as days
      from reporting_lines l
      join people rep on rep.organization_id = l.organization_id and rep.id = l.person_id
      join people manager on manager.organization_id = l.organization_id and manager.id = l.manager_id
      where l.organization_id = ${organizationId} ${managerIds ? sql`and l.manager_id = any (${managerIds}::uuid[])` : sql``}
      group by l.person_id, l.manager_id, rep.time_zone
    ) line`;
  await sql.unsafe('analyze ground_lines');
}

async function prepareAbsences(sql: Sql, { organizationId, from, to }: Scope): Promise<void> {
  await sql`
    insert into ground_absences (person_id, day, cover_id)
    select a.person_id, day::date, a.cover_id
    from absences a
    join people p on p.organization_id = a.organization_id and p.id = a.person_id
    cross join lateral generate_series(
      greatest(lower(a.during), (a.recorded_at at time zone p.time_zone)::date, ${from}::date - 400),
      least(upper(a.during) - 1, ${to}::date + 400),
      interval '1 day'
    ) day
    where a.organization_id = ${organizationId} and a.counts
    on conflict do nothing`;
  await sql.unsafe('analyze ground_absences');
}

/**
 * How far back a deadline of the range may have begun to wait, beyond the longest window: the days on which a rep or
 * their manager was away, as long as less than that window lies between them and the range. Absences that follow each
 * other, or lie near each other, add up; half a year at most.
 */
async function daysToWaitFor(sql: Sql, { from }: Scope): Promise<number> {
  const [waited] = await sql<{ days: number }[]>`
    with away as (
      select l.rep_id, l.manager_id, a.day from ground_lines l join ground_absences a on a.person_id = l.rep_id
      union
      select l.rep_id, l.manager_id, a.day from ground_lines l join ground_absences a on a.person_id = l.manager_id
    ),
    numbered as (
      select ${from}::date - away.day as ago,
        row_number() over (partition by away.rep_id, away.manager_id order by away.day desc) as number
      from away
      where away.day < ${from}::date and away.day >= ${from}::date - ${longestWindow + mostWaited}::integer
    )
    select coalesce(max(number), 0)::integer as days from numbered where ago - number < ${longestWindow}`;
  return Math.min(waited?.days ?? 0, mostWaited);
}

async function prepareDeadlines(sql: Sql, scope: Scope, since: Date): Promise<void> {
  for (const { from, responseBusinessDays } of scope.responseTimes) {
    await sql`
      insert into ground_policies (from_at, response_days) values (${from}, ${responseBusinessDays})`;
  }
  // The n-th working day after a day is the one with its number plus n: no day has to be walked to more than once.
  await sql`
    with numbered as (
      select dates.at::date as day, count(*) filter (where work.is_worked) over (order by dates.at) as number, work.is_worked
      from generate_series(${since}::date - 1, ${scope.to}::date + 366, interval '1 day') dates (at)
      cross join lateral (
        select extract(isodow from dates.at) = any (o.working_days)
          and not exists (select from holidays h where h.organization_id = o.id and h.day = dates.at::date) as is_worked
        from organizations o where o.id = ${scope.organizationId}
      ) work
    ),
    worked as (
      select array_agg(day order by day) as days from numbered where is_worked
    )
    insert into ground_deadlines (day, until)
    select n.day, w.days[n.number + 1 : n.number + 23] from numbered n cross join worked w where n.day <= ${scope.to}::date + 1`;
  await sql.unsafe('analyze ground_deadlines');
}

/**
 * What falls due before this settled before the range, by the business days there were; a day is added for the time zones.
 * Null where somebody was away for so long that the deadlines at hand do not tell.
 */
async function firstToSettle(sql: Sql, { from, responseTimes }: Scope, away: number): Promise<Date | null> {
  const answered = responseTimes.map(({ responseBusinessDays }) => responseBusinessDays + borneOutWithin);
  const [first] = await sql<{ at: Date | null }[]>`
    select (min(day) - 1)::timestamp at time zone 'UTC' as at
    from ground_deadlines where until[${Math.max(longestWait, ...answered) + away}] >= ${from}::date - 1`;
  return first?.at ?? null;
}
