import { FrozenEvidence } from '@plumbline/shared/contracts/evidence.ts';
import type { Flag, FlagPage, FlagsQuery } from '@plumbline/shared/contracts/flags.ts';
import type { TrialPage } from '@plumbline/shared/contracts/patterns.ts';
import { signals } from '@plumbline/shared/domain/vocabulary.ts';
import { z } from 'zod';
import type { Database, Sql } from '../../database/connect.ts';
import { notFound } from '../../errors.ts';
import { KeyInstant, readCursor, toPage } from '../../paging.ts';
import type { Fragment } from '../../database/fragment.ts';
import { awaitsReview } from '../../policies/flag-life.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { joinSubject, presentTrial, type TrialRow, trialColumns } from '../patterns/trial-row.ts';
import { type FlagRow, flagColumns, flagTables, presentFlag } from './flag-row.ts';
import { presentRevision, selectRevisions } from './flag-revisions.ts';
import { presentStep, selectSteps } from './flag-steps.ts';
import { presentSince, type SinceRow } from './since-then.ts';

export interface FlagsWanted {
  manager?: string;
  state: FlagsQuery['state'];
  cursor?: string;
  limit: number;
}

interface OpenedRow extends FlagRow {
  policyVersion: number;
  methodVersion: string;
  evidence: unknown;
}

const Key = z.tuple([KeyInstant, z.uuid()]);
const TrialKey = z.tuple([KeyInstant, z.enum(signals), z.uuid()]);

/** What the screens show of flags: one's own at once, to executives the others' when the reply window has passed. */
export function flagReadModel(database: Pick<Database, 'read' | 'transaction'>) {
  return {
    /** Last raised first. */
    async list(viewer: Viewer, wanted: FlagsWanted, at: Date): Promise<FlagPage> {
      const before = readCursor(wanted.cursor, Key);
      const rows = await database.read(
        viewer,
        (sql) => sql<(FlagRow & { key: string })[]>`
        select ${flagColumns(sql)}, f.raised_at::text as key
        from ${flagTables(sql, at)}
        where f.organization_id = ${viewer.organizationId} and ${scope.flags(sql, viewer, at)} and ${inState(sql, viewer, wanted.state)}
          ${wanted.manager === undefined ? sql`` : sql`and f.manager_id = ${wanted.manager}`}
          ${before === null ? sql`` : sql`and (f.raised_at, f.id) < (${before[0]}::text::timestamptz, ${before[1]})`}
        order by f.raised_at desc, f.id desc
        limit ${wanted.limit + 1}`,
      );
      return toPage(rows, wanted.limit, ({ key, id }) => [key, id], presentFlag);
    },

    /** A flag opened. That somebody else looked is itself put on record. @throws RequestError not_found */
    async open(viewer: Viewer, id: string, at: Date): Promise<Flag> {
      return database.transaction(viewer, async (tx) => {
        const flag = await visibleFlag(tx.sql, viewer, id, at);
        if (flag === null) throw notFound('flag');
        if (flag.manager.id !== viewer.personId) {
          await tx.audit({
            action: 'flag.viewed',
            subjectType: 'flag',
            subjectId: id,
            details: { managerId: flag.manager.id },
          });
        }
        return flag;
      });
    },

    /** The occasions that it was raised on, frozen with it; reps are named here. @throws RequestError not_found */
    async trials(
      viewer: Viewer,
      id: string,
      page: { cursor?: string; limit: number },
      at: Date,
    ): Promise<TrialPage> {
      const before = readCursor(page.cursor, TrialKey);
      const [[flag], rows] = await database.read(viewer, (sql) =>
        Promise.all([
          sql`select from flags f where f.organization_id = ${viewer.organizationId} and f.id = ${id} and ${scope.flags(sql, viewer, at)}`,
          sql<(TrialRow & { key: string })[]>`
            with page as materialized (
              select t.*
              from flags f
              join flag_trials t on t.organization_id = f.organization_id and t.flag_id = f.id
              where f.organization_id = ${viewer.organizationId} and f.id = ${id} and ${scope.flags(sql, viewer, at)}
                ${before === null ? sql`` : sql`and (t.settled_at, t.signal, t.subject_id) < (${before[0]}::text::timestamptz, ${before[1]}, ${before[2]})`}
              order by t.settled_at desc, t.signal desc, t.subject_id desc
              limit ${page.limit + 1}
            )
            select ${trialColumns(sql)}, rep.id as rep_id, rep.name as rep_name, t.settled_at::text as key
            from page t
            ${joinSubject(sql)}
            order by t.settled_at desc, t.signal desc, t.subject_id desc`,
        ]),
      );
      if (flag === undefined) throw notFound('flag');
      return toPage(rows, page.limit, ({ key, signal, subjectId }) => [key, signal, subjectId], presentTrial);
    },
  };
}

/** The flag as the viewer sees it, inside a transaction; null when it is not theirs to see. */
export async function visibleFlag(sql: Sql, viewer: Viewer, id: string, at: Date): Promise<Flag | null> {
  const [[row], steps, since, revisions] = await Promise.all([
    selectFlag(sql, viewer, id, at),
    selectSteps(sql, viewer.organizationId, id),
    selectSince(sql, viewer, id, at),
    selectRevisions(sql, viewer.organizationId, id),
  ]);
  if (row === undefined) return null;
  const { sentence: _, counterEvidence, ...frozen } = FrozenEvidence.parse(row.evidence);
  const isOwn = row.managerId === viewer.personId;
  const mayReview = viewer.role === 'executive' && !isOwn && row.clearedAt === null;
  return {
    ...presentFlag(row),
    ...frozen,
    counterEvidence: frozen.readings.filter(({ signal }) => counterEvidence.includes(signal)),
    policyVersion: row.policyVersion,
    methodVersion: row.methodVersion,
    sinceThen: since.map(presentSince),
    revisions: revisions.map(presentRevision),
    steps: steps.map(presentStep),
    can: { reply: isOwn, beginReview: mayReview && row.state !== 'under_review', review: mayReview },
  };
}

/** One's own flag waits for others. */
function inState(sql: Sql, viewer: Viewer, state: FlagsQuery['state']): Fragment {
  switch (state) {
    case 'to_review':
      return sql`f.cleared_at is null and f.manager_id <> ${viewer.personId} and ${awaitsReview(sql)}`;
    case 'raised':
      return sql`f.cleared_at is null`;
    case 'cleared':
      return sql`f.cleared_at is not null`;
    case 'all':
      return sql`true`;
  }
}

const selectFlag = (sql: Sql, viewer: Viewer, id: string, at: Date) => sql<OpenedRow[]>`
  select ${flagColumns(sql)}, f.policy_version, f.method_version, f.evidence
  from ${flagTables(sql, at)}
  where f.organization_id = ${viewer.organizationId} and f.id = ${id} and ${scope.flags(sql, viewer, at)}`;

/** What counted of the weeks since it was raised, as far as the viewer may see them, summed by signal. */
const selectSince = (sql: Sql, viewer: Viewer, id: string, at: Date) => sql<SinceRow[]>`
  select r.signal, sum(r.k)::float8 as k, sum(r.n)::integer as n, max(r.reps) as reps, sum(r.n * r.norm)::float8 / sum(r.n) as norm
  from flags f
  join organizations o on o.id = f.organization_id
  join (${scope.namedThrough(sql, viewer, at)}) named on named.manager_id = f.manager_id
  join readings r on r.organization_id = f.organization_id and r.manager_id = f.manager_id and r.revision = 0
    and r.week between named.since and named.through and r.week >= (f.raised_at at time zone o.time_zone)::date
  join evidence e on e.organization_id = f.organization_id and e.manager_id = f.manager_id and e.pattern = f.pattern
    and e.week = r.week and e.detail -> 'readable' ? r.signal
  where f.organization_id = ${viewer.organizationId} and f.id = ${id} and r.n > 0
  group by r.signal
  order by array_position(${[...signals]}::text[], r.signal)`;
