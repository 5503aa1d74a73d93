import type { Sql } from '../../database/connect.ts';
import { fetching } from '../evaluating.ts';
import type { Scope } from './ground.ts';

/** From when on facts are read. */
export interface Window {
  /** What fell due, or became known, from then on can settle in the range. */
  since: Date;
  /** What fell due from then on still counts as an earlier lapse of the same rep. */
  repeatsSince: Date;
}

/**
 * Gathers the items that fell due lately, or were spoken of lately, with what happened to them. Signals read what is
 * gathered, and the record itself no more: what a week costs then follows from what happens in it, not from how long the
 * record is.
 */
export async function gatherItems(sql: Sql, scope: Scope, window: Window): Promise<void> {
  await gatherSpokenOf(sql, scope, window.since);
  await gatherItemRows(sql, scope, window.repeatsSince);
  await gatherEvents(sql, scope);
}

/** Items for which a reason was given, or that a follow-up was about. */
async function gatherSpokenOf(sql: Sql, { organizationId, to }: Scope, since: Date): Promise<void> {
  await fetching(
    sql,
    () => sql`
    insert into ground_spoken_of (item_id)
    select e.item_id
    from item_events e
    where e.organization_id = ${organizationId} and e.known_at >= ${since} and e.known_at < ${to}
      and e.kind in ('reason_given', 'extension_requested')
    union
    select about.item_id
    from follow_ups f
    join follow_up_items about on about.organization_id = f.organization_id and about.follow_up_id = f.id
    where f.organization_id = ${organizationId} and f.known_at >= ${since} and f.known_at < ${to}`,
  );
  await sql.unsafe('analyze ground_spoken_of');
}

/** Of the reps that the managers in question ever had. */
async function gatherItemRows(
  sql: Sql,
  { organizationId, to, managerIds }: Scope,
  repeatsSince: Date,
): Promise<void> {
  const columns = sql`i.id, i.rep_id, i.kind, i.due_at, directive.issued_by, rep.time_zone`;
  const about = sql`
    join people rep on rep.organization_id = i.organization_id and rep.id = i.rep_id
    left join directives directive on directive.organization_id = i.organization_id and directive.id = i.directive_id`;
  const ofReps = managerIds ? sql`and i.rep_id in (select rep_id from ground_lines)` : sql``;
  await sql`
    insert into ground_items (item_id, rep_id, kind, due_at, issued_by, zone, is_due)
    select ${columns}, true
    from items i ${about}
    where i.organization_id = ${organizationId} and i.due_at >= ${repeatsSince} and i.due_at < ${to} ${ofReps}`;
  await sql.unsafe('analyze ground_items (item_id)');
  await fetching(
    sql,
    () => sql`
    insert into ground_items (item_id, rep_id, kind, due_at, issued_by, zone, is_due)
    select ${columns}, false
    from ground_spoken_of spoken
    join items i on i.organization_id = ${organizationId} and i.id = spoken.item_id ${ofReps}
    ${about}
    where not exists (select from ground_items known where known.item_id = spoken.item_id)`,
  );
  await sql.unsafe('analyze ground_items');
}

/** What happened to them; nothing that was withdrawn, whenever that was. */
async function gatherEvents(sql: Sql, { organizationId, to }: Scope): Promise<void> {
  // These three say how others are to be read, whenever they come: what is read may not depend on where the range ends.
  await fetching(
    sql,
    () => sql`
    insert into ground_events (id, item_id, kind, actor_id, occurred_at, known_at, new_due_at, promised_at, regards_id)
    select e.id, e.item_id, e.kind, e.actor_id, e.occurred_at, e.known_at, e.new_due_at, e.promised_at, e.regards_id
    from ground_items i
    join live_item_events e on e.organization_id = ${organizationId} and e.item_id = i.item_id
    where e.kind <> 'relayed' and (e.known_at < ${to} or e.kind in ('withdrawn', 'returned', 'put_off'))`,
  );
  await sql`
    delete from ground_events e using ground_events w where w.kind = 'withdrawn' and w.regards_id = e.id`;
  // Nobody is judged by a return: an item came in when it was first handed in.
  await sql`
    update ground_events again set is_again = true
    from ground_events r
    where r.kind = 'returned' and again.item_id = r.item_id and again.kind in ('submitted', 'completed')
      and (again.occurred_at, again.id) > (r.occurred_at, r.id)`;
  await sql.unsafe('create index on ground_events (item_id); analyze ground_events');
}

/** What was said and promised about the items that lapsed, or were spoken of lately. Needs the lapses to be found. */
export async function gatherFollowUps(sql: Sql, { organizationId, to }: Scope): Promise<void> {
  await fetching(
    sql,
    () => sql`
    insert into ground_follow_ups (
      id, item_id, manager_id, rep_id, occurred_at, known_at, outcome, excuse, commitment_at, provenance, is_ahead, is_punctual
    )
    select f.id, about.item_id, f.manager_id, f.rep_id, f.occurred_at, f.known_at, f.outcome, f.excuse, f.commitment_at,
      f.provenance, f.recorded_at < f.occurred_at, f.recorded_at between f.occurred_at and f.occurred_at + interval '48 hours'
    from (select item_id from ground_lapses union select item_id from ground_spoken_of) i
    join follow_up_items about on about.organization_id = ${organizationId} and about.item_id = i.item_id
    join live_follow_ups f on f.organization_id = ${organizationId} and f.id = about.follow_up_id
    where f.known_at < ${to}`,
  );
  await sql.unsafe('create index on ground_follow_ups (item_id); analyze ground_follow_ups');
  await gatherCommitments(sql);
}

/** What was promised: by the rep, by an extension that was granted, or in a follow-up. */
async function gatherCommitments(sql: Sql): Promise<void> {
  await sql`
    insert into ground_commitments (item_id, fact_id, is_reps, made_at, known_at, promised_for, done_at)
    select said.*, done.at
    from (
      select item_id, id, kind = 'committed', occurred_at, known_at, coalesce(promised_at, new_due_at) as promised_for
      from ground_events where kind in ('committed', 'extension_granted')
      union all
      select item_id, id, false, occurred_at, known_at, commitment_at from ground_follow_ups where commitment_at is not null
    ) said
    left join (
      -- Done counts from when it was known: what is entered afterwards improves nothing.
      select item_id, min(greatest(occurred_at, known_at)) as at
      from ground_events where kind in ('submitted', 'completed') group by item_id
    ) done on done.item_id = said.item_id`;
  await sql.unsafe('analyze ground_commitments');
}
