import type { DeclareTakeoverRequest, RequestAnswer } from '@plumbline/shared/contracts/interventions.ts';
import type { Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { inCharge } from '../../policies/in-charge.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { isExecutive, ownerOf } from './deals.ts';

export interface Deal {
  id: string;
  accountId: string;
  repId: string;
}

/** Adds what managers declare, and each word on it: facts, never changed. */
export function interventionStore({ sql, actor }: Pick<Tx, 'sql' | 'actor'>) {
  const { organizationId, personId } = actor;
  return {
    /** An open deal of one of the viewer's reps, locked, so that two declarations of it come one after the other. */
    async deal(viewer: Viewer, id: string, at: Date): Promise<Deal | null> {
      const [deal] = await sql<Deal[]>`
        select o.id, o.account_id, rep.id as rep_id
        from opportunities o
        join people rep on rep.organization_id = o.organization_id and rep.id = ${ownerOf(sql, at)}
        where o.organization_id = ${organizationId} and o.id = ${id} and o.outcome = 'open'
          and rep.id <> ${viewer.personId} and ${inCharge(sql, viewer, at)}
        for update of o`;
      return deal ?? null;
    },

    /** Whether the acting person declared it and did not hand it back. */
    async isDeclared(opportunityId: string): Promise<boolean> {
      const rows = await sql`
        select from live_interventions i
        where i.organization_id = ${organizationId} and i.opportunity_id = ${opportunityId} and i.manager_id = ${personId}
          and i.provenance = 'declared' and i.handed_back_at is null`;
      return rows.length > 0;
    },

    /** Today in the acting person's own calendar: `2026-02-12`. */
    async today(at: Date): Promise<string> {
      const [row] = await sql<{ today: string }[]>`
        select (${at}::timestamptz at time zone p.time_zone)::date as today from people p
        where p.organization_id = ${organizationId} and p.id = ${personId}`;
      return row?.today ?? at.toISOString().slice(0, 10);
    },

    async isExecutive(id: string, at: Date): Promise<boolean> {
      const rows = await sql`
        select from people p where p.organization_id = ${organizationId} and p.id = ${id} and ${isExecutive(sql, at)}`;
      return rows.length > 0;
    },

    async add(deal: Deal, wanted: DeclareTakeoverRequest, at: Date): Promise<string> {
      const id = newId();
      await sql`
        insert into interventions (
          organization_id, id, manager_id, opportunity_id, account_id, rep_id, started_at, reason, missing_skill,
          planned_hand_back_on, asked_by, known_at, ingested_at, provenance
        )
        values (
          ${organizationId}, ${id}, ${personId}, ${deal.id}, ${deal.accountId}, ${deal.repId}, ${at}, ${wanted.reason},
          ${wanted.missingSkill}, ${wanted.plannedHandBackOn}, ${wanted.askedById ?? null}, ${at}, ${at}, 'declared'
        )`;
      return id;
    },

    /** Adds a word. @returns false when another came first: the database lets one through */
    async step(
      interventionId: string,
      kind: RequestAnswer | 'handed_back',
      note: string | null,
      at: Date,
    ): Promise<boolean> {
      const { count } = await sql`
        insert into intervention_steps (organization_id, id, intervention_id, kind, actor_id, note, occurred_at)
        values (${organizationId}, ${newId()}, ${interventionId}, ${kind}, ${personId}, ${note}, ${at})
        on conflict do nothing`;
      return count > 0;
    },
  };
}
