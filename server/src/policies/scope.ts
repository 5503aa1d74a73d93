import type { Sql } from '../database/connect.ts';
import type { Fragment } from '../database/fragment.ts';
import { actingFor, inherited } from './in-charge.ts';
import { namedThrough } from './named-through.ts';
import { replyWindow } from './reply-window.ts';
import type { Viewer } from './viewer.ts';

/**
 * Who sees which rows, each rule one SQL predicate, here and nowhere else. A rep sees own, a manager the people who
 * reported to them at the time, an executive the organisation; administration adds nothing to it but
 * everybody's leave. Every predicate
 * stands beside `organization_id = …`, which it does not repeat.
 */
export const scope = {
  /**
   * Rows of `items i`: a manager's own, those that fell due while the rep reported to them (or to somebody whom they
   * covered then), what is still open of those who report to them now, and what they asked for themselves (who issued a
   * directive sees to it down to the last rep) or was put before them.
   */
  items(sql: Sql, viewer: Viewer, at: Date): Fragment {
    if (viewer.role === 'executive') return sql`true`;
    if (viewer.role === 'rep') return sql`i.rep_id = ${viewer.personId}`;
    return sql`(
      i.rep_id = ${viewer.personId}
      or (i.rep_id = any (${everReported(sql, viewer)}) and (
        ${reportedThen(sql, viewer, sql`i.rep_id`, sql`i.due_at`)}
        or (i.state = 'open' and ${reportedThen(sql, viewer, sql`i.rep_id`, sql`${at}::timestamptz`)})
      ))
      or i.directive_id = any (${issued(sql, viewer)})
      or i.id = any (${escalated(sql, viewer, at)})
    )`;
  },

  /**
   * Rows of `items i` among which are all those that a manager sees: what an index finds, before each is looked at as
   * {@link scope.items} says. Undefined for whom that is no narrower.
   */
  itemsAtMost(sql: Sql, viewer: Viewer, at: Date): Fragment | undefined {
    if (viewer.role !== 'manager') return undefined;
    return sql`(
      i.rep_id = ${viewer.personId} or i.rep_id = any (${everReported(sql, viewer)})
      or i.directive_id = any (${issued(sql, viewer)}) or i.id = any (${escalated(sql, viewer, at)})
    )`;
  },

  /** Rows of `people p` of whose items one sees some, oneself aside. */
  reps(sql: Sql, viewer: Viewer): Fragment {
    if (viewer.role === 'rep') return sql`false`;
    const others = sql`p.id <> ${viewer.personId}`;
    return viewer.role === 'executive'
      ? sql`(${others} and p.role <> 'executive')`
      : sql`(${others} and p.id = any (${everReported(sql, viewer)}))`;
  },

  /** Rows of `saved_views v`: one's own alone, whoever one is. */
  savedViews(sql: Sql, viewer: Viewer): Fragment {
    return sql`(v.person_id = ${viewer.personId} and v.removed_at is null)`;
  },

  /** Rows of `follow_ups f`: those about oneself or by oneself, and those with one's people at the time. */
  followUps(sql: Sql, viewer: Viewer): Fragment {
    if (viewer.role === 'executive') return sql`true`;
    if (viewer.role === 'rep') return sql`f.rep_id = ${viewer.personId}`;
    return sql`(
      f.rep_id = ${viewer.personId} or f.manager_id = ${viewer.personId}
      or (f.rep_id = any (${everReported(sql, viewer)}) and ${reportedThen(sql, viewer, sql`f.rep_id`, sql`f.occurred_at`)})
    )`;
  },

  /** Rows of `directives d`: one's own, and those of which one sees an item. */
  directives(sql: Sql, viewer: Viewer, at: Date): Fragment {
    if (viewer.role === 'executive') return sql`true`;
    return sql`(
      d.issued_by = ${viewer.personId}
      or exists (
        select from items i
        where i.organization_id = d.organization_id and i.directive_id = d.id and ${scope.items(sql, viewer, at)}
      )
    )`;
  },

  /** Rows of `live_exceptions x`: one's own, and those that one's people asked for then, or that one is to decide now. */
  exceptions(sql: Sql, viewer: Viewer, at: Date): Fragment {
    if (viewer.role === 'executive') return sql`true`;
    if (viewer.role === 'rep') return sql`x.rep_id = ${viewer.personId}`;
    return sql`(
      x.rep_id = ${viewer.personId}
      or (x.rep_id = any (${everReported(sql, viewer)}) and (
        ${reportedThen(sql, viewer, sql`x.rep_id`, sql`x.requested_at`)}
        or (x.decision is null and ${reportedThen(sql, viewer, sql`x.rep_id`, sql`${at}::timestamptz`)})
      ))
    )`;
  },

  /** Rows of `live_interventions i` with their deal `o`: those that one declared, that are about one's deal, or that name one as asking. */
  interventions(sql: Sql, viewer: Viewer): Fragment {
    return sql`(
      ${viewer.personId} in (i.manager_id, i.rep_id, i.asked_by) or (i.rep_id is null and o.owner_id = ${viewer.personId})
    )`;
  },

  /** Rows of `joint_calls j`: one's own, and those with one's people at the time. Executives see how many there are, beside takeovers. */
  jointCalls(sql: Sql, viewer: Viewer): Fragment {
    if (viewer.role === 'rep') return sql`j.rep_id = ${viewer.personId}`;
    return sql`(
      ${viewer.personId} in (j.manager_id, j.rep_id)
      or (j.rep_id = any (${everReported(sql, viewer)}) and ${reportedThen(sql, viewer, sql`j.rep_id`, sql`j.held_at`)})
    )`;
  },

  /**
   * Rows of `flags f`: one's own at once; an executive the others' when the reply window has passed, by the same rule as
   * a week's readings (`namedThrough`).
   */
  flags(sql: Sql, viewer: Viewer, at: Date): Fragment {
    const own = sql`f.manager_id = ${viewer.personId}`;
    return viewer.role === 'executive'
      ? sql`(${own} or exists (select from (${replyWindow(sql, at)}) window_of where window_of.opens_on <= window_of.today))`
      : own;
  },

  /**
   * Rows of `absences a`: one's own, those one covers, a manager those of their people, executives and administrators
   * all: leave is arranged by them, and holds no reason.
   */
  absences(sql: Sql, viewer: Viewer): Fragment {
    if (viewer.role === 'executive' || viewer.isAdmin) return sql`true`;
    const concerned = sql`(a.person_id = ${viewer.personId} or a.cover_id = ${viewer.personId})`;
    if (viewer.role === 'rep') return concerned;
    return sql`(${concerned} or a.person_id = any (${everReported(sql, viewer)}))`;
  },

  namedThrough,
};

/** The directives that the viewer issued, as an array: found before the rows are. */
const issued = (sql: Sql, viewer: Viewer): Fragment => sql`array(
  select own.id from directives own
  where own.organization_id = ${viewer.organizationId} and own.issued_by = ${viewer.personId}
)`;

/** The items that were put before the viewer, or before somebody whom they cover now, as an array. */
const escalated = (sql: Sql, viewer: Viewer, at: Date): Fragment => sql`array(
  select put.item_id from item_events put
  where put.organization_id = ${viewer.organizationId} and put.to_id in (${actingFor(sql, viewer, at)})
)`;

/**
 * Everybody who ever reported to the viewer, to somebody whom the viewer covered, or to one who left and reported to the
 * viewer; as an array: found before the rows are.
 */
const everReported = (sql: Sql, viewer: Viewer): Fragment => sql`array(
  select line.person_id
  from reporting_lines line
  where line.organization_id = ${viewer.organizationId} and (
    line.manager_id = ${viewer.personId}
    or line.manager_id in (
      select away.person_id from absences away
      where away.organization_id = ${viewer.organizationId} and away.cover_id = ${viewer.personId}
        and away.counts
    )
    or line.person_id in (
      select heir.rep_id from (${inherited(sql, viewer)}) heir
    )
  )
)`;

/**
 * Whether somebody reported to the viewer, to an absentee whom the viewer covered, or to one who had left and reported to
 * the viewer, at an instant; a day is the rep's own.
 */
const reportedThen = (sql: Sql, viewer: Viewer, repId: Fragment, at: Fragment): Fragment => sql`(
  exists (
    select from reporting_lines line
    join people rep on rep.organization_id = line.organization_id and rep.id = line.person_id
    where line.organization_id = ${viewer.organizationId} and line.person_id = ${repId}
      and line.during @> (${at} at time zone rep.time_zone)::date
      and (
        line.manager_id = ${viewer.personId}
        or exists (
          select from absences away
          where away.organization_id = line.organization_id and away.person_id = line.manager_id
            and away.cover_id = ${viewer.personId} and away.counts
            and away.during @> (${at} at time zone rep.time_zone)::date
        )
      )
  )
  or exists (
    select from (${inherited(sql, viewer)}) heir
    join people rep on rep.organization_id = ${viewer.organizationId} and rep.id = heir.rep_id
    where heir.rep_id = ${repId}
      and heir.days @> (${at} at time zone rep.time_zone)::date
  ))`;
