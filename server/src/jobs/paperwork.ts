import type { Database, Tx } from '../database/connect.ts';
import { newId } from '../database/ids.ts';

/** So many days ahead is paperwork made. */
const daysAhead = 14;

/**
 * Makes the weekly call reports of the coming fortnight for an organisation whose paperwork nobody imports: due Fridays
 * at 17:00 of the rep's own time, unless that day is a holiday. Made once however often it runs.
 *
 * @returns how many items were made
 */
export async function schedulePaperwork({ sql, actor, audit }: Tx, at: Date): Promise<number> {
  const { organizationId } = actor;
  await sql`
    insert into paperwork_types (organization_id, id, code, name, edited_at)
    select ${organizationId}, ${newId()}, 'call_report', 'Call report', ${at}
    where not exists (select from paperwork_types t where t.organization_id = ${organizationId})
      and not exists (select from import_runs r where r.organization_id = ${organizationId} and r.status = 'succeeded')
    on conflict do nothing`;
  const due = await sql<
    {
      repId: string;
      typeId: string;
      friday: string;
      week: number;
      dueAt: Date;
      title: string;
    }[]
  >`
    select rep.id as rep_id, type.id as type_id, friday::date as friday, extract(week from friday)::integer as week,
      instant_of(friday::date + time '17:00', rep.time_zone) as due_at, type.name as title
    from paperwork_types type
    join people rep on rep.organization_id = type.organization_id and rep.role = 'rep'
    cross join lateral (select (${at}::timestamptz at time zone rep.time_zone)::date as day) today
    cross join lateral generate_series(today.day, today.day + ${daysAhead}::integer, interval '1 day') friday
    where type.organization_id = ${organizationId} and type.code = 'call_report' and type.import_run_id is null
      and extract(isodow from friday) = 5
      and instant_of(friday::date + time '17:00', rep.time_zone) > ${at}
      and (rep.left_on is null or rep.left_on > friday::date)
      and (rep.hired_on is null or rep.hired_on <= friday::date)
      and exists (
        select from reporting_lines line
        where line.organization_id = rep.organization_id and line.person_id = rep.id and line.during @> friday::date
      )
      and not exists (select from holidays h where h.organization_id = rep.organization_id and h.day = friday::date)
      and not exists (
        select from items i
        where i.organization_id = rep.organization_id and i.external_id = 'call_report ' || rep.id || ' ' || friday::date
      )`;
  const items = due.map(({ repId, typeId, friday, week, dueAt, title }) => ({
    organizationId,
    id: newId(),
    // Its own key: the same report is never made twice.
    externalId: `call_report ${repId} ${friday}`,
    kind: 'paperwork',
    repId,
    paperworkTypeId: typeId,
    title: `${title}, week ${week}`,
    dueAt,
    currentDueAt: dueAt,
    provenance: 'observed',
    createdAt: at,
  }));
  // A statement takes 65,535 parameters.
  for (let from = 0; from < items.length; from += 1000) {
    await sql`insert into items ${sql(items.slice(from, from + 1000))} on conflict do nothing`;
  }
  if (items.length > 0) {
    await audit({
      action: 'paperwork.scheduled',
      subjectType: 'organization',
      subjectId: organizationId,
      details: { items: items.length },
      concerns: 'everybody',
    });
  }
  return items.length;
}

/** The same for every organisation. */
export async function schedulePaperworkOfAll(database: Database, at: Date): Promise<void> {
  const organizations = await database.unscoped<
    { id: string }[]
  >`select o.id from organizations o order by o.id`;
  for (const { id } of organizations) {
    await database.transaction({ organizationId: id, personId: null }, (tx) => schedulePaperwork(tx, at));
  }
}
