import type { JointCall, JointCallChoices, JointCallPage } from '@plumbline/shared/contracts/joint-calls.ts';
import { z } from 'zod';
import type { Database, Sql } from '../../database/connect.ts';
import { KeyInstant, readCursor, toPage } from '../../paging.ts';
import { teamNow } from '../../policies/in-charge.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { ownerOf } from './deals.ts';
import { joinJointCall, jointCallColumns, type JointCallRow, presentJointCall } from './joint-call-row.ts';

export interface JointCallsWanted {
  rep?: string;
  deal?: string;
  cursor?: string;
  limit: number;
}

const Key = z.tuple([KeyInstant, z.uuid()]);

/** So many deals and accounts are offered to choose from; a search narrows them down. */
const mostChoices = 50;

/** A deal that closed so many days ago may have had its joint call. */
const daysAfterClose = 30;

export function jointCallReadModel(database: Pick<Database, 'read'>) {
  return {
    /** Newest first. */
    async list(viewer: Viewer, wanted: JointCallsWanted): Promise<JointCallPage> {
      const after = readCursor(wanted.cursor, Key);
      const rows = await database.read(
        viewer,
        (sql) => sql<(JointCallRow & { key: string })[]>`
        with page as materialized (
          select j.*
          from answered_joint_calls j
          where j.organization_id = ${viewer.organizationId} and ${scope.jointCalls(sql, viewer)}
            ${wanted.rep === undefined ? sql`` : sql`and j.rep_id = ${wanted.rep}`}
            ${wanted.deal === undefined ? sql`` : sql`and j.opportunity_id = ${wanted.deal}`}
            ${after === null ? sql`` : sql`and (j.held_at, j.id) < (${after[0]}::text::timestamptz, ${after[1]}::uuid)`}
          order by j.held_at desc, j.id desc
          limit ${wanted.limit + 1}
        )
        select ${jointCallColumns(sql)}, j.held_at::text as key
        from page j
        ${joinJointCall(sql)}
        order by j.held_at desc, j.id desc`,
      );
      return toPage(
        rows,
        wanted.limit,
        ({ key, id }) => [key, id],
        (row) => presentJointCall(row, viewer),
      );
    },

    /** Accounts of the people whom the viewer answers for, each before its deals; by account and deal. */
    async choices(
      viewer: Viewer,
      wanted: { search: string; rep?: string },
      at: Date,
    ): Promise<JointCallChoices> {
      const { organizationId } = viewer;
      const rows = await database.read(
        viewer,
        (sql) => sql<ChoiceRow[]>`
        with team as materialized (
          select id, name from (${teamNow(sql, viewer, at)}) team
          ${wanted.rep === undefined ? sql`` : sql`where id = ${wanted.rep}`}
        ),
        owned as materialized (
          select owner.account_id, owner.owner_id
          from account_owners owner
          join organizations organization on organization.id = owner.organization_id
          where owner.organization_id = ${organizationId} and owner.owner_id in (select id from team)
            and owner.during @> (${at}::timestamptz at time zone organization.time_zone)::date
        ),
        candidates as (
          select 'account' as kind, owned.account_id as id, owned.account_id, null as deal, owned.owner_id from owned
          union all
          select 'deal', o.id, o.account_id, o.name, team.id
          from opportunities o
          join team on team.id = ${ownerOf(sql, at)}
          where o.organization_id = ${organizationId}
            and (o.owner_id in (select id from team) or o.account_id in (select account_id from owned))
            and (o.outcome = 'open' or o.closed_at > ${at}::timestamptz - make_interval(days => ${daysAfterClose}))
        )
        select candidates.kind, candidates.id, candidates.deal, account.name as account, team.id as rep_id, team.name as rep_name
        from candidates
        join accounts account on account.organization_id = ${organizationId} and account.id = candidates.account_id
        join team on team.id = candidates.owner_id
        where starts_with(lower(account.name), lower(${wanted.search})) or starts_with(lower(team.name), lower(${wanted.search}))
          or starts_with(lower(candidates.deal), lower(${wanted.search}))
        order by lower(account.name), lower(candidates.deal) nulls first, candidates.id
        limit ${mostChoices}`,
      );
      return {
        choices: rows.map(({ kind, id, deal, account, repId, repName }) => ({
          about: { kind, id },
          deal,
          account,
          rep: { id: repId, name: repName },
        })),
      };
    },
  };
}

interface ChoiceRow {
  kind: 'deal' | 'account';
  id: string;
  deal: string | null;
  account: string;
  repId: string;
  repName: string;
}

/** One joint call as the viewer sees it, inside a transaction; null when it is not theirs to see. */
export async function visibleJointCall(sql: Sql, viewer: Viewer, id: string): Promise<JointCall | null> {
  const [row] = await sql<JointCallRow[]>`
    select ${jointCallColumns(sql)}
    from answered_joint_calls j
    ${joinJointCall(sql)}
    where j.organization_id = ${viewer.organizationId} and j.id = ${id} and ${scope.jointCalls(sql, viewer)}`;
  return row === undefined ? null : presentJointCall(row, viewer);
}
