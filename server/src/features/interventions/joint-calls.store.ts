import type { JointCallSubject } from '@plumbline/shared/contracts/joint-calls.ts';
import type { JointCallLeader } from '@plumbline/shared/domain/vocabulary.ts';
import type { Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { inCharge } from '../../policies/in-charge.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { ownerOf } from './deals.ts';

/** What a joint call was about, and whose it was on that day. */
export interface Visited {
  accountId: string;
  opportunityId: string | null;
  repId: string;
}

export interface NewJointCall extends Visited {
  heldAt: Date;
  recordedAt: Date;
  ledBy: JointCallLeader;
  coached: string;
}

/** Adds joint calls and the answers to them: facts, never changed. */
export function jointCallStore({ sql, actor }: Pick<Tx, 'sql' | 'actor'>) {
  const { organizationId, personId } = actor;
  return {
    /** A deal that was not closed yet, or an account, of somebody for whom the viewer answered then; else null. */
    async visited(viewer: Viewer, { kind, id }: JointCallSubject, then: Date): Promise<Visited | null> {
      const [found] =
        kind === 'deal'
          ? await sql<Visited[]>`
              select o.account_id, o.id as opportunity_id, rep.id as rep_id
              from opportunities o
              join people rep on rep.organization_id = o.organization_id and rep.id = ${ownerOf(sql, then)}
              where o.organization_id = ${organizationId} and o.id = ${id} and (o.outcome = 'open' or o.closed_at >= ${then})
                and rep.id <> ${viewer.personId} and ${inCharge(sql, viewer, then)}`
          : await sql<Visited[]>`
              select owner.account_id, null as opportunity_id, rep.id as rep_id
              from account_owners owner
              join organizations organization on organization.id = owner.organization_id
              join people rep on rep.organization_id = owner.organization_id and rep.id = owner.owner_id
              where owner.organization_id = ${organizationId} and owner.account_id = ${id}
                and owner.during @> (${then}::timestamptz at time zone organization.time_zone)::date
                and rep.id <> ${viewer.personId} and ${inCharge(sql, viewer, then)}`;
      return found ?? null;
    },

    async add(call: NewJointCall): Promise<string> {
      const id = newId();
      await sql`
        insert into joint_calls (
          organization_id, id, manager_id, rep_id, account_id, opportunity_id, held_at, led_by, coached, recorded_at
        )
        values (
          ${organizationId}, ${id}, ${personId}, ${call.repId}, ${call.accountId}, ${call.opportunityId}, ${call.heldAt},
          ${call.ledBy}, ${call.coached}, ${call.recordedAt}
        )`;
      return id;
    },

    /** The rep's word on a joint call; an earlier one stays on record. */
    async answer(id: string, answer: 'confirmed' | 'disputed', note: string | null, at: Date): Promise<void> {
      await sql`
        insert into joint_call_answers (organization_id, id, joint_call_id, person_id, answer, note, occurred_at)
        values (${organizationId}, ${newId()}, ${id}, ${personId}, ${answer}, ${note}, ${at})`;
    },
  };
}
