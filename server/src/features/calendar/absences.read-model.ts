import type { Absence, AbsencePage, Colleagues } from '@plumbline/shared/contracts/calendar.ts';
import { z } from 'zod';
import type { Database, Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { KeyDay, readCursor, toPage } from '../../paging.ts';
import { can } from '../../policies/can.ts';
import { mayGrantLeave, mayNameAsCover, mayRecordLeave } from '../../policies/leave.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';

interface Row {
  id: string;
  personId: string;
  personName: string;
  from: string;
  until: string | null;
  coverId: string | null;
  coverName: string | null;
  recorderId: string | null;
  recorderName: string | null;
  recordedAt: Date;
  counts: boolean;
  state: Absence['state'];
  version: number;
  goesOn: boolean;
  mayTakeBack: boolean;
  mayChange: boolean;
  mayGrant: boolean;
}

export interface WantedAbsences {
  person?: string;
  state: 'present' | 'past';
  cursor?: string;
  limit: number;
}

const Key = z.tuple([KeyDay, z.uuid()]);

/** Who is away, was, or will be. */
export function absencesReadModel(database: Pick<Database, 'read'>) {
  return {
    /** Leave that the viewer sees; days are the absentee's own. */
    async list(viewer: Viewer, wanted: WantedAbsences, at: Date): Promise<AbsencePage> {
      const after = readCursor(wanted.cursor, Key);
      const { organizationId } = viewer;
      const [rows, mayRecord] = await database.read(viewer, (sql) => {
        const isPast = wanted.state === 'past';
        const beyond =
          after && sql`(a.from_day, a.id) ${isPast ? sql`<` : sql`>`} (${after[0]}, ${after[1]})`;
        return Promise.all([
          sql<Row[]>`
            select a.*, rep.name as person_name, cover.name as cover_name, recorder.name as recorder_name,
              ${can(viewer, 'leave.record')} and ${mayRecordLeave(sql, viewer, at)} as may_change,
              ${can(viewer, 'leave.record')} and ${mayGrantLeave(sql, viewer, at)} as may_grant,
              exists (
                select from absences next
                where next.organization_id = ${organizationId} and next.person_id = a.person_id and lower(next.during) = a.until
                  and a.state <> 'withdrawn'
              ) as goes_on
            from (${absencesAsOf(sql, viewer, at)}) a
            join people rep on rep.organization_id = ${organizationId} and rep.id = a.person_id
            left join people cover on cover.organization_id = ${organizationId} and cover.id = a.cover_id
            left join people recorder on recorder.organization_id = ${organizationId} and recorder.id = a.recorder_id
            where a.state ${isPast ? sql`in ('past', 'withdrawn')` : sql`in ('coming', 'now')`}
              ${wanted.person === undefined ? sql`` : sql`and a.person_id = ${wanted.person}`}
              ${beyond === null ? sql`` : sql`and ${beyond}`}
            order by ${isPast ? sql`a.from_day desc, a.id desc` : sql`a.from_day, a.id`}
            limit ${wanted.limit + 1}`,
          mayRecordOf(sql, viewer, wanted.person, at),
        ]);
      });
      return {
        ...toPage(rows, wanted.limit, ({ from, id }) => [from, id], present),
        can: { record: mayRecord },
      };
    },

    /** People whose name or address holds the text, by name: whose leave the viewer may record, or who may take over. */
    async colleagues(viewer: Viewer, search: string, at: Date): Promise<Colleagues> {
      const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
      const people = await database.read(
        viewer,
        (sql) => sql<Colleagues['people'][number][]>`
        select rep.id, rep.name, rep.email, rep.role, ${mayRecordLeave(sql, viewer, at)} as can_record
        from people rep
        where rep.organization_id = ${viewer.organizationId}
          and (rep.left_on is null or rep.left_on > (${at}::timestamptz at time zone rep.time_zone)::date)
          and (${mayRecordLeave(sql, viewer, at)} or ${mayNameAsCover(sql, viewer, at)})
          and (rep.name ilike ${pattern} or rep.email ilike ${pattern})
        order by rep.name, rep.id
        limit 20`,
      );
      return { people: [...people] };
    },
  };
}

/** SQL: the absences that the viewer sees, those taken back among them, with their state on that day. */
const absencesAsOf = (sql: Sql, viewer: Viewer, at: Date): Fragment => sql`
  select a.id, a.person_id, a.cover_id, a.recorded_by as recorder_id, a.recorded_at, a.counts, a.version,
    lower(a.during) as from_day, lower(a.during) as from, upper(a.during) as until,
    case
      when upper(a.during) <= local.today then 'past'
      when lower(a.during) <= local.today then 'now'
      else 'coming'
    end as state,
    lower(a.during) >= local.today as may_take_back
  from absences a
  join people absentee on absentee.organization_id = a.organization_id and absentee.id = a.person_id
  cross join lateral (select (${at}::timestamptz at time zone absentee.time_zone)::date as today) local
  where a.organization_id = ${viewer.organizationId} and ${scope.absences(sql, viewer)}
  union all
  select a.id, a.person_id, a.cover_id, a.recorded_by, a.recorded_at, a.counts, 0, lower(a.during), lower(a.during), upper(a.during), 'withdrawn', false
  from withdrawn_absences a
  where a.organization_id = ${viewer.organizationId} and ${scope.absences(sql, viewer)}`;

async function mayRecordOf(
  sql: Sql,
  viewer: Viewer,
  personId: string | undefined,
  at: Date,
): Promise<boolean> {
  if (!can(viewer, 'leave.record')) return false;
  if (personId === undefined) return true;
  const [found] = await sql`
    select from people rep
    where rep.organization_id = ${viewer.organizationId} and rep.id = ${personId} and ${mayRecordLeave(sql, viewer, at)}`;
  return found !== undefined;
}

function present(row: Row): Absence {
  const { id, from, until, state, version, counts, goesOn } = row;
  const isPresent = state === 'now' || state === 'coming';
  const ref = (refId: string | null, name: string | null) =>
    refId === null || name === null ? null : { id: refId, name };
  return {
    id,
    person: { id: row.personId, name: row.personName },
    from,
    until,
    cover: ref(row.coverId, row.coverName),
    recordedBy: ref(row.recorderId, row.recorderName),
    recordedAt: row.recordedAt.toISOString(),
    counts,
    goesOn,
    state,
    version,
    can: {
      confirm: row.mayGrant && isPresent && !counts,
      change: row.mayChange && isPresent,
      cover: isPresent && (row.mayGrant || (row.mayChange && !counts)),
      takeBack: row.mayChange && isPresent && row.mayTakeBack,
    },
  };
}
