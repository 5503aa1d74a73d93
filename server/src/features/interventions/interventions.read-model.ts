import type {
  Intervention,
  InterventionPage,
  TakeoverChoices,
} from '@plumbline/shared/contracts/interventions.ts';
import { z } from 'zod';
import type { Database, Sql } from '../../database/connect.ts';
import { notFound } from '../../errors.ts';
import { KeyDay, KeyInstant, readCursor, toPage } from '../../paging.ts';
import { teamNow } from '../../policies/in-charge.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { isExecutive, ownerOf } from './deals.ts';
import {
  interventionColumns,
  type InterventionRow,
  isOver,
  joinIntervention,
  presentIntervention,
} from './intervention-row.ts';

export interface InterventionsWanted {
  state: 'open' | 'over';
  cursor?: string;
  limit: number;
}

/** Without a planned day, after all that have one. */
const noDay = '9999-12-31';
const Key = z.tuple([KeyDay, KeyInstant, z.uuid()]);

/** So many deals are offered to choose from; a search narrows them down. */
const mostDeals = 50;

export function interventionReadModel(database: Pick<Database, 'read'>) {
  return {
    /** Open ones by the planned day, those first that are overdue; those that are over by when they began, newest first. */
    async list(viewer: Viewer, wanted: InterventionsWanted, at: Date): Promise<InterventionPage> {
      const after = readCursor(wanted.cursor, Key);
      const isOpen = wanted.state === 'open';
      const rows = await database.read(viewer, (sql) => {
        const plannedOn = sql`coalesce(i.planned_hand_back_on, ${noDay})`;
        const key = isOpen ? sql`(${plannedOn}, i.started_at, i.id)` : sql`(i.started_at, i.id)`;
        const from =
          after &&
          (isOpen
            ? sql`(${after[0]}::date, ${after[1]}::text::timestamptz, ${after[2]}::uuid)`
            : sql`(${after[1]}::text::timestamptz, ${after[2]}::uuid)`);
        return sql<(InterventionRow & { keyDay: string; keyStart: string })[]>`
          select ${interventionColumns(sql, at)}, ${plannedOn} as key_day, i.started_at::text as key_start
          from live_interventions i
          ${joinIntervention(sql)}
          where i.organization_id = ${viewer.organizationId} and ${scope.interventions(sql, viewer)}
            and ${isOpen ? sql`not` : sql``} ${isOver(sql)}
            ${from === null ? sql`` : isOpen ? sql`and ${key} > ${from}` : sql`and ${key} < ${from}`}
          order by ${isOpen ? sql`${plannedOn}, i.started_at, i.id` : sql`i.started_at desc, i.id desc`}
          limit ${wanted.limit + 1}`;
      });
      return toPage(
        rows,
        wanted.limit,
        ({ keyDay, keyStart, id }) => [keyDay, keyStart, id],
        (row) => presentIntervention(row, viewer),
      );
    },

    /** @throws RequestError not_found */
    async one(viewer: Viewer, id: string, at: Date): Promise<Intervention> {
      const found = await database.read(viewer, (sql) => visibleIntervention(sql, viewer, id, at));
      if (found === null) throw notFound('takeover');
      return found;
    },

    /** The open deals of the people whom the viewer answers for, by account and name, and the executives. */
    async choices(
      viewer: Viewer,
      wanted: { search: string; deal?: string },
      at: Date,
    ): Promise<TakeoverChoices> {
      const { organizationId } = viewer;
      return database.read(viewer, async (sql) => {
        const deals = await sql<TakeoverChoices['deals']>`
          with team as materialized (${teamNow(sql, viewer, at)}),
          candidates as (
            select o.id from opportunities o
            where o.organization_id = ${organizationId} and o.owner_id in (select id from team) and o.outcome = 'open'
            union
            select o.id
            from account_owners owned
            join opportunities o on o.organization_id = owned.organization_id and o.account_id = owned.account_id
            where owned.organization_id = ${organizationId} and owned.owner_id in (select id from team) and o.outcome = 'open'
          )
          select o.id, o.name, account.name as account, team.name as rep
          from candidates
          join opportunities o on o.organization_id = ${organizationId} and o.id = candidates.id
          join accounts account on account.organization_id = o.organization_id and account.id = o.account_id
          join team on team.id = ${ownerOf(sql, at)}
          where (
              starts_with(lower(o.name), lower(${wanted.search})) or starts_with(lower(account.name), lower(${wanted.search}))
            )
            ${wanted.deal === undefined ? sql`` : sql`and o.id = ${wanted.deal}`}
          order by lower(account.name), lower(o.name), o.id
          limit ${mostDeals}`;
        const executives = await sql<TakeoverChoices['executives']>`
          select p.id, p.name from people p
          where p.organization_id = ${organizationId} and ${isExecutive(sql, at)}
          order by lower(p.name), p.id`;
        return { deals, executives };
      });
    },
  };
}

/** @returns null when it is not the viewer's to see */
export async function visibleIntervention(
  sql: Sql,
  viewer: Viewer,
  id: string,
  at: Date,
): Promise<Intervention | null> {
  const [row] = await sql<InterventionRow[]>`
    select ${interventionColumns(sql, at)}
    from live_interventions i
    ${joinIntervention(sql)}
    where i.organization_id = ${viewer.organizationId} and i.id = ${id} and ${scope.interventions(sql, viewer)}`;
  return row === undefined ? null : presentIntervention(row, viewer);
}
