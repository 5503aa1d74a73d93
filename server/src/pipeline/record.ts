import type { Sql } from '../database/connect.ts';
import type { Coverage } from './coverage.ts';
import type { Scope } from './trials/ground.ts';
import type { Source } from './trials/signal.ts';
import { addDays, weeksBetween } from './weeks.ts';

/** Who had whom, in whole days, `until` exclusive. */
export interface Line {
  repId: string;
  managerId: string;
  from: string;
  until: string | null;
}

/** Monday of the week of the first fact; null while there are none. */
export async function firstWeek(sql: Sql, organizationId: string, timeZone: string): Promise<string | null> {
  const [first] = await sql<{ week: string | null }[]>`
    select date_trunc('week', least(
      (select min(due_at) from items where organization_id = ${organizationId}),
      (select min(occurred_at) from follow_ups where organization_id = ${organizationId}),
      (select min(occurred_at) from activities where organization_id = ${organizationId}),
      (select min(requested_at) from exceptions where organization_id = ${organizationId})
    ) at time zone ${timeZone})::date as week`;
  return first?.week ?? null;
}

/** Reporting lines as the trials take them; needs the ground to be prepared. */
export async function loadLines(sql: Sql): Promise<Line[]> {
  return sql<Line[]>`
    select rep_id, manager_id, lower(days)::text as from, upper(days)::text as until
    from ground_lines`;
}

/** Each manager's reps at the end of a week; only managers who have any. */
export function teamsOf(lines: readonly Line[], week: string): ReadonlyMap<string, readonly string[]> {
  const sunday = addDays(week, 6);
  const current = lines.filter(({ from, until }) => from <= sunday && (until === null || until > sunday));
  const teams = Map.groupBy(current, ({ managerId }) => managerId);
  return new Map([...teams].map(([managerId, team]) => [managerId, team.map(({ repId }) => repId)]));
}

/** Managers who once had a team and to whom nobody has reported since so many weeks before a Monday. */
export function withoutTeam(lines: readonly Line[], monday: string, weeks: number): ReadonlySet<string> {
  const since = addDays(monday, -7 * weeks);
  const before = lines.filter(({ from }) => from < monday);
  const present = before.filter(({ until }) => until === null || until > since);
  const withTeam = new Set(present.map(({ managerId }) => managerId));
  return new Set(before.map(({ managerId }) => managerId).filter((managerId) => !withTeam.has(managerId)));
}

/**
 * What is on record; needs the ground to be prepared.
 * @param fromWeek the first week that will be asked about
 */
export async function loadCoverage(
  sql: Sql,
  scope: Scope,
  lines: readonly Line[],
  fromWeek: string,
): Promise<Coverage> {
  const { organizationId, timeZone, places } = scope;
  const since = await sql<{ source: Source; day: string | null }[]>`
    select source, (first at time zone ${timeZone})::date as day
    from (values
      ('items', (select min(due_at) from items where organization_id = ${organizationId})),
      ('follow_ups', (select min(known_at) from follow_ups where organization_id = ${organizationId})),
      ('reasons', (
        select min(known_at) from item_events
        where organization_id = ${organizationId} and kind in ('reason_given', 'extension_requested')
      )),
      ('exceptions', (select min(requested_at) from exceptions where organization_id = ${organizationId})),
      ('activities', (select min(occurred_at) from activities where organization_id = ${organizationId})),
      ('credits', (
        select min(o.closed_at) from opportunity_credits c
        join opportunities o on o.organization_id = c.organization_id and o.id = c.opportunity_id
        where c.organization_id = ${organizationId}
      ))
    ) sources (source, first)`;
  const ofTeams = await sql<{ source: Source; managerId: string; day: string }[]>`
    -- The first of each line, by its index: the record grows each week, and how it began does not.
    select first.source, first.manager_id, (min(first.at) at time zone ${timeZone})::date as day
    from (
      select 'items' as source, line.manager_id, (
        select i.due_at from items i
        where i.organization_id = ${organizationId} and i.rep_id = line.rep_id
          and i.due_at >= line.from_at and i.due_at < line.until_at
        order by i.due_at limit 1
      ) as at
      from ground_lines line
      union all
      select 'follow_ups', line.manager_id, (
        select f.known_at from follow_ups f
        where f.organization_id = ${organizationId} and f.rep_id = line.rep_id
          -- As a range, so that they are walked in the order in which they were known, and not all fetched.
          and tstzrange(line.from_at, line.until_at) @> f.occurred_at
        order by f.known_at limit 1
      )
      from ground_lines line
    ) first
    where first.at is not null
    group by first.source, first.manager_id`;
  const weeks = await sql<{ week: string }[]>`
    select w.week
    from (
      select monday::date as week, monday at time zone ${timeZone} as begins_at,
        (monday + interval '7 days') at time zone ${timeZone} as ends_at
      from generate_series(
        ${fromWeek}::timestamp, ${scope.to}::timestamptz at time zone ${timeZone} - interval '7 days', interval '7 days'
      ) monday
    ) w
    where exists (
        select from item_events e
        where e.organization_id = ${organizationId} and e.known_at >= w.begins_at and e.known_at < w.ends_at
      )
      or exists (
        select from follow_ups f
        where f.organization_id = ${organizationId} and f.known_at >= w.begins_at and f.known_at < w.ends_at
      )
      or exists (
        select from ${sql(places.dealWeeks)} d where d.organization_id = ${organizationId} and d.week = w.week
      )`;
  const managerSince = new Map<string, string>();
  for (const { managerId, from } of lines) {
    const known = managerSince.get(managerId);
    if (known === undefined || from < known) managerSince.set(managerId, from);
  }
  return {
    since: new Map(since.flatMap(({ source, day }) => (day === null ? [] : [[source, day] as const]))),
    teamSince: new Map(
      (['items', 'follow_ups'] as const).map((source) => [
        source,
        new Map(
          ofTeams.filter((team) => team.source === source).map(({ managerId, day }) => [managerId, day]),
        ),
      ]),
    ),
    managerSince,
    recordedWeeks: new Set(weeks.map(({ week }) => week)),
    captured: await loadCaptured(sql, scope, lines, fromWeek),
  };
}

const weeksOfCapture = 4;

/** How a rep's week was recorded: not at all, typed in by people alone, or captured by itself in part. */
const recorded = { not: 0, typed: 1, captured: 2 } as const;

/**
 * Of how many reps of a manager something was recorded in the four weeks before one. A byte a rep and week is held, and the
 * managers' figures of the week that was asked for last: weeks are looked at one after the other.
 */
async function loadCaptured(
  sql: Sql,
  { organizationId, to, places, timeZone }: Scope,
  lines: readonly Line[],
  fromWeek: string,
): Promise<Coverage['captured']> {
  const first = addDays(fromWeek, -7 * weeksOfCapture);
  const active = await sql<{ repId: string; typed: number[] | null; captured: number[] | null }[]>`
    select rep_id, array_agg(number) filter (where typed) as typed, array_agg(number) filter (where not typed) as captured
    from (
      select rep_id, (week - ${first}::date) / 7 as number, bool_and(typed) as typed from ${sql(places.dealWeeks)}
      where organization_id = ${organizationId} and by_rep > 0 and week >= ${first}
        and week < (${to}::timestamptz at time zone ${timeZone})::date
      group by rep_id, week
    ) weeks
    group by rep_id`;
  const weeksOf = new Map(
    active.map(({ repId, typed, captured }) => {
      const weeks = new Uint8Array(1 + Math.max(...(typed ?? []), ...(captured ?? [])));
      for (const number of typed ?? []) weeks[number] = recorded.typed;
      for (const number of captured ?? []) weeks[number] = recorded.captured;
      return [repId, weeks] as const;
    }),
  );
  const ofManagers = (week: string) => {
    const end = Math.max(weeksOfCapture, weeksBetween(first, week));
    return new Map(
      [...teamsOf(lines, week)].map(([managerId, reps]) => {
        const active = reps
          .map((repId) => weeksOf.get(repId)?.subarray(end - weeksOfCapture, end) ?? [])
          .filter((weeks) => weeks.some((how) => how !== recorded.not));
        const typed = active.every((weeks) => weeks.every((how) => how !== recorded.captured));
        return [managerId, { reps: reps.length, captured: active.length, typed: active.length > 0 && typed }];
      }),
    );
  };
  let last = { week: '', managers: new Map<string, { reps: number; captured: number; typed: boolean }>() };
  return (managerId, week) => {
    if (last.week !== week) last = { week, managers: ofManagers(week) };
    return last.managers.get(managerId) ?? { reps: 0, captured: 0, typed: false };
  };
}
