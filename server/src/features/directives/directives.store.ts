import type { IssueDirectiveRequest } from '@plumbline/shared/contracts/directives.ts';
import type { Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { inCharge } from '../../policies/in-charge.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { namesStrangers, receivers } from './addressees.ts';

/** What something happened to. */
interface HeldItem {
  id: string;
  repId: string;
  currentDueAt: Date;
}

/** Writes directives, and what is done to all their items at once. */
export function directiveStore({ sql, actor }: Pick<Tx, 'sql' | 'actor'>) {
  const { organizationId, personId } = actor;
  return {
    async namesStrangers(viewer: Viewer, { to }: IssueDirectiveRequest, at: Date): Promise<boolean> {
      const [named] = await sql<{ strangers: boolean }[]>`${namesStrangers(sql, viewer, to, at)}`;
      return named?.strangers ?? false;
    },

    /** The directive and an item for each rep it goes to. @returns the reps */
    async add(
      viewer: Viewer,
      wanted: IssueDirectiveRequest,
      at: Date,
    ): Promise<{
      id: string;
      items: { id: string; repId: string; managerId: string | null; dueAt: Date }[];
    }> {
      const id = newId();
      await sql`
        insert into directives (
          organization_id, id, title, body, issued_by, issued_at, due_at, must_be_relayed, wants_verification, replaces_id,
          remind_days_before, escalate_days_after, edited_at
        )
        select ${organizationId}, ${id}, ${wanted.title}, ${wanted.body ?? null}, ${personId}, ${at},
          instant_of(${wanted.dueAt}::text::timestamp, issuer.time_zone), ${wanted.mustBeRelayed}, ${wanted.wantsVerification},
          ${wanted.replaces ?? null}, ${wanted.remindDaysBefore ?? null}, ${wanted.escalateDaysAfter ?? null}, ${at}
        from people issuer where issuer.organization_id = ${organizationId} and issuer.id = ${personId}`;
      const items = await sql<{ id: string; repId: string; managerId: string | null; dueAt: Date }[]>`
        with to_whom as materialized (${receivers(sql, viewer, wanted.to, at)}),
        made as (
          insert into items (
            organization_id, id, kind, rep_id, directive_id, title, due_at, current_due_at, provenance, created_at
          )
          select ${organizationId}, new_id(), 'directive', r.id, ${id}, ${wanted.title},
            instant_of(${wanted.dueAt}::text::timestamp, r.time_zone), instant_of(${wanted.dueAt}::text::timestamp, r.time_zone),
            'observed', ${at}
          from to_whom r
          returning id, rep_id, due_at
        )
        select made.id, made.rep_id, made.due_at, to_whom.manager_id
        from made join to_whom on to_whom.id = made.rep_id`;
      return { id, items: [...items] };
    },

    /** When each of its items is due by now, by the item's id. */
    async dueTimes(directiveId: string): Promise<ReadonlyMap<string, Date>> {
      const rows = await sql<{ id: string; currentDueAt: Date }[]>`
        select i.id, i.current_due_at from items i
        where i.organization_id = ${organizationId} and i.directive_id = ${directiveId}`;
      return new Map(rows.map(({ id, currentDueAt }) => [id, currentDueAt]));
    },

    /** The directive's open items that the viewer has to relay, as relayed. @returns whose they are */
    relay: (directiveId: string, viewer: Viewer, at: Date) =>
      happenToItems(
        'relayed',
        sql`i.relayed_at is null and exists (
          select from people rep where rep.organization_id = i.organization_id and rep.id = i.rep_id
            and rep.id <> ${viewer.personId} and ${inCharge(sql, viewer, at)}
        )`,
        sql`relayed_at = ${at}`,
        directiveId,
        at,
      ),

    /** Takes the directive back: whoever had not done it owes it no more. @returns whose items they are, or null if it was recalled before */
    async recall(directiveId: string, reason: string, at: Date): Promise<HeldItem[] | null> {
      const { count } = await sql`
        insert into directive_recalls (organization_id, directive_id, recalled_by, recalled_at, reason)
        values (${organizationId}, ${directiveId}, ${personId}, ${at}, ${reason})
        on conflict do nothing`;
      if (count === 0) return null;
      // Those that are done are held as well: one that is undone meanwhile is open to the statement that comes next.
      await sql`
        select from items i
        where i.organization_id = ${organizationId} and i.directive_id = ${directiveId}
        order by i.id
        for no key update`;
      return happenToItems('recalled', sql`true`, sql`state = 'waived'`, directiveId, at);
    },
  };

  /** A fact for each of the directive's open items that fit, with its projection. */
  async function happenToItems(
    kind: 'relayed' | 'recalled',
    fits: ReturnType<typeof sql>,
    projected: ReturnType<typeof sql>,
    directiveId: string,
    at: Date,
  ): Promise<HeldItem[]> {
    const rows = await sql<HeldItem[]>`
      with held as materialized (
        select i.id, i.rep_id from items i
        where i.organization_id = ${organizationId} and i.directive_id = ${directiveId} and i.state = 'open' and ${fits}
        order by i.id
        for no key update of i
      ),
      facts as (
        insert into item_events (
          organization_id, id, item_id, kind, actor_id, occurred_at, known_at, ingested_at, provenance
        )
        select ${organizationId}, new_id(), held.id, ${kind}, ${personId}, ${at}, ${at}, ${at}, 'observed' from held
      )
      update items i set ${projected}, version = i.version + 1
      from held
      where i.organization_id = ${organizationId} and i.id = held.id
      returning i.id, i.rep_id, i.current_due_at`;
    return [...rows];
  }
}
