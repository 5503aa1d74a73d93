import type { TrialFacts, TrialPage } from '@plumbline/shared/contracts/patterns.ts';
import type { Signal } from '@plumbline/shared/domain/vocabulary.ts';
import { signals } from '@plumbline/shared/domain/vocabulary.ts';
import { z } from 'zod';
import type { Database, Sql } from '../../database/connect.ts';
import { notFound } from '../../errors.ts';
import { KeyInstant, readCursor, toPage } from '../../paging.ts';
import { namedRep } from '../../policies/named-rep.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { presentFact, selectFacts } from './facts.ts';
import { joinSubject, presentTrial, type TrialRow, trialColumns } from './trial-row.ts';

export interface TrialsWanted {
  manager: string;
  signal?: Signal;
  /** Of use to the manager alone: nobody else may tell reps apart by name. */
  rep?: string;
  /** Weeks, half-open. */
  from?: string;
  to?: string;
  outcome?: 'against' | 'for';
  cursor?: string;
  limit: number;
}

export interface TrialWanted {
  manager: string;
  signal: Signal;
  subject: string;
  settledAt: string;
}

const Key = z.tuple([KeyInstant, z.enum(signals), z.uuid()]);

/** Occasions, and the facts that each was read from. Readings of late imports stand beside these and are not shown. */
export function trialReadModel(database: Pick<Database, 'read'>) {
  return {
    /** The occasions of one manager, last settled first. @throws RequestError not_found for a manager who is not the viewer's to see */
    async list(viewer: Viewer, wanted: TrialsWanted, at: Date): Promise<TrialPage> {
      const before = readCursor(wanted.cursor, Key);
      const [isVisible, rows] = await database.read(viewer, (sql) =>
        Promise.all([
          isManagerVisible(sql, viewer, wanted.manager, at),
          sql<(TrialRow & { key: string })[]>`
            with page as materialized (
              select t.*
              from (${scope.namedThrough(sql, viewer, at)}) named
              join trials t on t.manager_id = named.manager_id and t.week between named.since and named.through
              where t.organization_id = ${viewer.organizationId} and named.manager_id = ${wanted.manager} and t.revision = 0
                ${wanted.signal === undefined ? sql`` : sql`and t.signal = ${wanted.signal}`}
                ${wanted.rep === undefined ? sql`` : sql`and t.rep_id = ${wanted.rep} and t.manager_id = ${viewer.personId}`}
                ${wanted.from === undefined ? sql`` : sql`and t.week >= ${wanted.from}`}
                ${wanted.to === undefined ? sql`` : sql`and t.week < ${wanted.to}`}
                ${wanted.outcome === undefined ? sql`` : wanted.outcome === 'against' ? sql`and t.outcome > 0` : sql`and t.outcome = 0`}
                ${before === null ? sql`` : sql`and (t.settled_at, t.signal, t.subject_id) < (${before[0]}::text::timestamptz, ${before[1]}, ${before[2]})`}
              order by t.settled_at desc, t.signal desc, t.subject_id desc
              limit ${wanted.limit + 1}
            )
            select ${trialColumns(sql)}, ${namedRep(sql, viewer, sql`t.manager_id`)}, t.settled_at::text as key
            from page t
            ${joinSubject(sql)}
            order by t.settled_at desc, t.signal desc, t.subject_id desc`,
        ]),
      );
      if (!isVisible) throw notFound('manager');
      return toPage(
        rows,
        wanted.limit,
        ({ key, signal, subjectId }) => [key, signal, subjectId],
        presentTrial,
      );
    },

    /** One occasion with everything that it was read from, in words, oldest first. @throws RequestError not_found */
    async facts(viewer: Viewer, wanted: TrialWanted, at: Date): Promise<TrialFacts> {
      const [trial, facts] = await database.read(viewer, async (sql) => {
        const [row] = await sql<(TrialRow & { realRepId: string })[]>`
          select ${trialColumns(sql)}, t.rep_id as real_rep_id, ${namedRep(sql, viewer, sql`t.manager_id`)}
          from (${scope.namedThrough(sql, viewer, at)}) named
          join trials t on t.manager_id = named.manager_id and t.week between named.since and named.through
          ${joinSubject(sql)}
          where t.organization_id = ${viewer.organizationId} and named.manager_id = ${wanted.manager} and t.revision = 0
            and t.signal = ${wanted.signal} and t.subject_id = ${wanted.subject}
            and date_trunc('milliseconds', t.settled_at) = date_trunc('milliseconds', ${wanted.settledAt}::text::timestamptz)`;
        if (row === undefined) throw notFound('occasion');
        return [
          row,
          await selectFacts(sql, viewer.organizationId, row.factIds, {
            managerId: wanted.manager,
            repId: row.realRepId,
          }),
        ] as const;
      });
      return { trial: presentTrial(trial), facts: facts.map(presentFact) };
    },
  };
}

/** Whether the viewer may look at this manager at all: at themself, or as an executive at whoever has or had a team. */
export async function isManagerVisible(
  sql: Sql,
  viewer: Viewer,
  managerId: string,
  at: Date,
): Promise<boolean> {
  const [named] = await sql`
    select from (${scope.namedThrough(sql, viewer, at)}) named where named.manager_id = ${managerId} limit 1`;
  return named !== undefined;
}
