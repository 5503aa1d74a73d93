import type { AgendaLine, AgendaReason, OneToOne } from '@plumbline/shared/contracts/one-to-ones.ts';
import { firmerStep } from '@plumbline/shared/domain/firmer-step.ts';
import type { Excuse, FollowUpOutcome } from '@plumbline/shared/domain/vocabulary.ts';
import type { Database, Sql } from '../../database/connect.ts';
import { notFound } from '../../errors.ts';
import { teamNow } from '../../policies/in-charge.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { type ItemRow, itemColumns, joinItem, presentItem } from '../items/item-row.ts';
import { presentLapse, selectToday } from '../items/today.read-model.ts';
import { type CommitmentRow, commitmentsOfItem, presentCommitment } from './commitments.ts';
import { type FollowUpRow, followUpColumns, joinFollowUp, presentFollowUp } from './follow-up-row.ts';

/** More than one talk gets through. */
const longestAgenda = 50;
const followUpsShown = 5;
/** So far back what was tried before counts, in milliseconds: as far as earlier lapses do. */
const lookBack = 60 * 86_400_000;

type OpenRow = ItemRow & { isRequest: boolean };

interface TriedRow {
  itemId: string;
  occurredAt: Date;
  outcome: FollowUpOutcome;
  excuse: Excuse | null;
  sameItem: boolean;
}

/** What a manager and a rep have to talk about. */
export function oneToOneReadModel(database: Pick<Database, 'read'>) {
  return {
    /**
     * The rep's lapses without an answer, by the time until which one counts; then what is open and was promised in vain,
     * is late, waits for more time, or is a directive.
     *
     * @throws RequestError not_found for somebody whom the viewer does not answer for now
     */
    async oneToOne(viewer: Viewer, repId: string, at: Date): Promise<OneToOne> {
      return database.read(viewer, async (sql) => {
        const [[rep], queued, open, commitments, tried, followUps] = await Promise.all([
          selectRep(sql, viewer, repId, at),
          selectToday(sql, viewer, { limit: longestAgenda, rep: repId }, at),
          selectOpen(sql, viewer, repId, at),
          selectCommitments(sql, viewer, repId, at),
          selectTried(sql, viewer, repId, at),
          selectFollowUps(sql, viewer, repId),
        ]);
        if (rep === undefined) throw notFound('person who reports to you');
        const promisedOf = Map.groupBy(commitments, ({ itemId }) => itemId);
        const triedOf = Map.groupBy(tried, ({ itemId }) => itemId);

        const lineOf = (
          line: Pick<AgendaLine, 'item' | 'because' | 'answerBy' | 'lapseNumber'>,
        ): AgendaLine => {
          const promised = promisedOf.get(line.item.id) ?? [];
          const before = triedOf.get(line.item.id) ?? [];
          return {
            ...line,
            commitments: promised.map(presentCommitment),
            before: before.map(({ occurredAt, outcome, excuse, sameItem }) => ({
              at: occurredAt.toISOString(),
              outcome,
              excuse,
              sameItem,
            })),
            proposed: firmerStep(
              before.map(({ outcome }) => outcome),
              promised.some(({ state }) => state === 'broken'),
            ),
          };
        };
        const unanswered = queued
          .filter((row) => row.id !== null)
          .map((row) => {
            const { item, answerBy, lapseNumber } = presentLapse(row, viewer, at);
            return lineOf({ item, because: 'unanswered', answerBy, lapseNumber });
          });
        const known = new Set(unanswered.map(({ item }) => item.id));
        const rest = open
          .filter(({ id }) => !known.has(id))
          .map((row) => {
            const isBroken = promisedOf.get(row.id)?.some(({ state }) => state === 'broken') ?? false;
            const because = reasonOf(row, isBroken, at);
            return lineOf({ item: presentItem(row, viewer, at), because, answerBy: null, lapseNumber: null });
          })
          .toSorted((a, b) => rank[a.because] - rank[b.because]);
        const agenda = [...unanswered, ...rest].filter(({ item }) => item.can.logFollowUp);
        return {
          rep,
          agenda: agenda.slice(0, longestAgenda),
          isCut: agenda.length > longestAgenda,
          followUps: followUps.map((row) => presentFollowUp(row, viewer)),
        };
      });
    },
  };
}

const rank: Record<AgendaReason, number> = { unanswered: 0, broken: 1, late: 2, request: 3, directive: 4 };

function reasonOf({ currentDueAt, isRequest }: OpenRow, isBroken: boolean, at: Date): AgendaReason {
  if (isBroken) return 'broken';
  if (currentDueAt <= at) return 'late';
  return isRequest ? 'request' : 'directive';
}

const selectRep = (sql: Sql, viewer: Viewer, repId: string, at: Date) => sql<{ id: string; name: string }[]>`
  select team.id, team.name from (${teamNow(sql, viewer, at)}) team where team.id = ${repId}`;

const selectOpen = (sql: Sql, viewer: Viewer, repId: string, at: Date) => sql<OpenRow[]>`
  select ${itemColumns(sql, viewer, at)}, request.id is not null as is_request
  from items i
  ${joinItem(sql, at)}
  where i.organization_id = ${viewer.organizationId} and i.rep_id = ${repId} and i.state = 'open'
    and ${scope.items(sql, viewer, at)}
    and (
      i.current_due_at <= ${at} or i.kind = 'directive' or request.id is not null
      or exists (select from (${commitmentsOfItem(sql, at)}) c where c.state = 'broken')
    )
  order by i.current_due_at, i.id
  limit ${longestAgenda + 1}`;

/** Of what is open, and of what was late and is done. */
const selectCommitments = (sql: Sql, viewer: Viewer, repId: string, at: Date) => sql<CommitmentRow[]>`
  select c.*
  from items i
  cross join lateral (${commitmentsOfItem(sql, at)}) c
  where i.organization_id = ${viewer.organizationId} and i.rep_id = ${repId} and ${isTalkedAbout(sql, at)}
    and ${scope.items(sql, viewer, at)}
  order by c.promised_for desc, c.made_at desc`;

/** What follow-ups of late about each of these items came to, or about the same paperwork. */
const selectTried = (sql: Sql, viewer: Viewer, repId: string, at: Date) => sql<TriedRow[]>`
  with recent as materialized (
    select f.* from live_follow_ups f
    where f.organization_id = ${viewer.organizationId} and f.rep_id = ${repId}
      and f.occurred_at > ${new Date(at.getTime() - lookBack)} and ${scope.followUps(sql, viewer)}
  )
  select i.id as item_id, recent.occurred_at, recent.outcome, recent.excuse, bool_or(other.id = i.id) as same_item
  from recent
  join follow_up_items about on about.organization_id = recent.organization_id and about.follow_up_id = recent.id
  join items other on other.organization_id = about.organization_id and other.id = about.item_id
  join items i on i.organization_id = other.organization_id and i.rep_id = ${repId}
    and (i.id = other.id or i.paperwork_type_id = other.paperwork_type_id) and ${isTalkedAbout(sql, at)}
  group by i.id, recent.id, recent.occurred_at, recent.outcome, recent.excuse
  order by recent.occurred_at desc, recent.id desc`;

/** SQL: whether `items i` can be on an agenda: it is open, or was done lately. */
const isTalkedAbout = (sql: Sql, at: Date) =>
  sql`(i.state = 'open' or i.state = 'done' and i.done_at > ${new Date(at.getTime() - lookBack)})`;

const selectFollowUps = (sql: Sql, viewer: Viewer, repId: string) => sql<FollowUpRow[]>`
  with latest as materialized (
    select f.* from live_follow_ups f
    where f.organization_id = ${viewer.organizationId} and f.rep_id = ${repId} and ${scope.followUps(sql, viewer)}
    order by f.occurred_at desc, f.id desc
    limit ${followUpsShown}
  )
  select ${followUpColumns(sql)}
  from latest f
  ${joinFollowUp(sql)}
  order by f.occurred_at desc, f.id desc`;
