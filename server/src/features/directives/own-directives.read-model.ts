import type { AboutOwn, AboutOwnCounts, AboutOwnPage } from '@plumbline/shared/contracts/directives.ts';
import { z } from 'zod';
import type { Database, Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';
import { KeyInstant, readCursor, toPage } from '../../paging.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { escalations } from '../escalations/escalation-row.ts';

const Key = z.tuple([KeyInstant, z.uuid()]);

/** So far back are one's own directives looked at, in days: half a year, as the patterns are. */
const daysBack = 182;

interface Row {
  id: string;
  itemId: string;
  title: string;
  directiveId: string;
  repId: string;
  repName: string;
  managerId: string | null;
  managerName: string | null;
  at: Date;
  note: string | null;
  key: string;
}

/** What is to be said of one's own directives: where the one who issues is the one who lapsed. */
export function ownDirectivesReadModel(database: Pick<Database, 'read'>) {
  return {
    async counts(viewer: Viewer, at: Date): Promise<AboutOwnCounts> {
      const rows = await database.read(
        viewer,
        (sql) => sql<{ about: AboutOwn; items: number; directives: number }[]>`
        select found.about, count(*) as items, count(distinct i.directive_id) as directives
        from (
          select 'unclear' as about, item_id from (${unclear(sql, viewer, at)}) one
          union all
          select 'not_relayed', item_id from (${notRelayed(sql, viewer, at)}) one
          union all
          select 'not_done', item_id from (${notDone(sql, viewer, at)}) one
          union all
          select 'not_answered', item_id from (${notAnswered(sql, viewer, at)}) one
        ) found
        join items i on i.organization_id = ${viewer.organizationId} and i.id = found.item_id
        group by found.about`,
      );
      const of = (about: AboutOwn) => {
        const { items = 0, directives = 0 } = rows.find((row) => row.about === about) ?? {};
        return { items, directives };
      };
      return {
        unclear: of('unclear'),
        notRelayed: of('not_relayed'),
        notDone: of('not_done'),
        notAnswered: of('not_answered'),
      };
    },

    /** The items behind one of the numbers, the latest first. */
    async items(
      viewer: Viewer,
      { about, cursor, limit }: { about: AboutOwn; cursor?: string; limit: number },
      at: Date,
    ): Promise<AboutOwnPage> {
      const after = readCursor(cursor, Key);
      const rows = await database.read(
        viewer,
        (sql) => sql<Row[]>`
        select found.id, i.id as item_id, i.title, i.directive_id, rep.id as rep_id, rep.name as rep_name,
          manager.id as manager_id, manager.name as manager_name, found.at, found.at::text as key, found.note
        from (${kinds[about](sql, viewer, at)}) found
        join items i on i.organization_id = ${viewer.organizationId} and i.id = found.item_id
        join people rep on rep.organization_id = i.organization_id and rep.id = i.rep_id
        left join reporting_lines line on line.organization_id = rep.organization_id and line.person_id = rep.id
          and line.during @> (${at}::timestamptz at time zone rep.time_zone)::date
        left join people manager on manager.organization_id = line.organization_id and manager.id = line.manager_id
        ${after === null ? sql`` : sql`where (found.at, found.id) < (${after[0]}::text::timestamptz, ${after[1]})`}
        order by found.at desc, found.id desc
        limit ${limit + 1}`,
      );
      return toPage(
        rows,
        limit,
        ({ key, id }) => [key, id],
        (row) => ({
          id: row.id,
          item: { id: row.itemId, title: row.title },
          directiveId: row.directiveId,
          rep: { id: row.repId, name: row.repName },
          manager:
            row.managerId === null || row.managerName === null
              ? null
              : { id: row.managerId, name: row.managerName },
          at: row.at.toISOString(),
          note: row.note,
        }),
      );
    },
  };
}

/** SQL: `directives d` that the viewer issued of late, with their `items i`. */
const own = (sql: Sql, viewer: Viewer, at: Date): Fragment => sql`
  from directives d
  join items i on i.organization_id = d.organization_id and i.directive_id = d.id
  where d.organization_id = ${viewer.organizationId} and d.issued_by = ${viewer.personId}
    and d.issued_at > ${new Date(at.getTime() - daysBack * 86_400_000)}`;

/** Somebody said that it was unclear (the rep, or an excuse in a follow-up), the rep asked above, or it was ruled so. */
const unclear = (sql: Sql, viewer: Viewer, at: Date): Fragment => sql`
  select own.id, own.id as item_id, said.at, said.note
  from (select i.id, i.rep_id ${own(sql, viewer, at)}) own
  cross join lateral (
    select e.occurred_at as at, e.note
    from live_item_events e
    where e.organization_id = ${viewer.organizationId} and e.item_id = own.id
      and (e.kind = 'ruled_unclear' or e.kind = 'reason_given' and e.excuse = 'unclear'
        or e.kind = 'escalated' and e.actor_id = own.rep_id)
    union all
    select f.occurred_at, f.note
    from follow_up_items about
    join live_follow_ups f on f.organization_id = about.organization_id and f.id = about.follow_up_id
    where about.organization_id = ${viewer.organizationId} and about.item_id = own.id and f.excuse = 'unclear'
    order by at desc
    limit 1
  ) said`;

/** Due by now, and the rep's manager never passed it on. */
const notRelayed = (sql: Sql, viewer: Viewer, at: Date): Fragment => sql`
  select i.id, i.id as item_id, i.current_due_at as at, null as note
  ${own(sql, viewer, at)} and d.must_be_relayed and i.relayed_at is null and i.state <> 'waived' and i.current_due_at <= ${at}`;

/** Due by now, and still not done. */
const notDone = (sql: Sql, viewer: Viewer, at: Date): Fragment => sql`
  select i.id, i.id as item_id, i.current_due_at as at, null as note
  ${own(sql, viewer, at)} and i.state = 'open' and i.current_due_at <= ${at}`;

/** Escalated to the viewer, and not answered within the answer time, though it was still owed then. */
const notAnswered = (sql: Sql, viewer: Viewer, at: Date): Fragment => sql`
  select put.id, put.item_id, put.answer_by as at, put.note
  from (
    ${escalations(sql, viewer, at, sql`e.to_id = ${viewer.personId} and e.known_at > ${new Date(at.getTime() - daysBack * 86_400_000)}`)}
  ) put
  join items i on i.organization_id = ${viewer.organizationId} and i.id = put.item_id
  where put.answer_by <= ${at} and (put.answered_at is null or put.answered_at >= put.answer_by)
    and i.state <> 'waived' and (i.done_at is null or i.done_at >= put.answer_by)`;

const kinds: Record<AboutOwn, (sql: Sql, viewer: Viewer, at: Date) => Fragment> = {
  unclear,
  not_relayed: notRelayed,
  not_done: notDone,
  not_answered: notAnswered,
};
