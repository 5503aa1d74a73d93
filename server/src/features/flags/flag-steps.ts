import type { FlagStep } from '@plumbline/shared/contracts/flags.ts';
import type { Clearing, FlagStepKind } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql, Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';

interface StepRow {
  id: string;
  step: FlagStepKind;
  authorId: string | null;
  authorName: string | null;
  occurredAt: Date;
  words: string | null;
  lookAgainOn: string | null;
  clearedBy: Clearing | null;
}

/** A step that a person takes; raised and cleared are the pipeline's. */
export interface TakenStep {
  flagId: string;
  step: Exclude<FlagStepKind, 'raised' | 'cleared'>;
  authorId: string;
  at: Date;
  words?: string;
  lookAgainOn?: string;
}

/** The life of a flag, oldest first. */
export const selectSteps = (sql: Sql, organizationId: string, flagId: string) => sql<StepRow[]>`
  select s.id, s.step, s.author_id, author.name as author_name, s.occurred_at, s.words, s.look_again_on, s.cleared_by
  from flag_steps s
  left join people author on author.organization_id = s.organization_id and author.id = s.author_id
  where s.organization_id = ${organizationId} and s.flag_id = ${flagId}
  order by s.occurred_at, s.id`;

/** Adds a step; what was said before stays. */
export async function addStep({ sql, actor }: Tx, taken: TakenStep): Promise<void> {
  const { flagId, step, authorId, at, words = null, lookAgainOn = null } = taken;
  await sql`
    insert into flag_steps (organization_id, id, flag_id, step, author_id, occurred_at, words, look_again_on)
    values (${actor.organizationId}, ${newId()}, ${flagId}, ${step}, ${authorId}, ${at}, ${words}, ${lookAgainOn})`;
}

export const presentStep = ({ authorId, authorName, occurredAt, ...step }: StepRow): FlagStep => ({
  ...step,
  author: authorId === null || authorName === null ? null : { id: authorId, name: authorName },
  at: occurredAt.toISOString(),
});
