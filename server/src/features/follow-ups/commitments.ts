import type { Commitment } from '@plumbline/shared/contracts/commitments.ts';
import type { CommitmentSource, CommitmentState } from '@plumbline/shared/domain/vocabulary.ts';
import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';

export interface CommitmentRow {
  itemId: string;
  title: string;
  repId: string;
  source: CommitmentSource;
  madeAt: Date;
  promisedFor: Date;
  state: CommitmentState;
}

/**
 * SQL: what was promised about `items i` and how it stands, as rows of a `CommitmentRow`; joined beside them by
 * `cross join lateral (…) c`. One definition with the pipeline (the view `commitments`), less what the rep disputed and
 * what was let go before its time.
 */
export const commitmentsOfItem = (sql: Sql, at: Date): Fragment => sql`
  select i.id as item_id, i.title, i.rep_id, c.source, c.made_at, c.promised_for, c.state
  from (
    select promised.*, commitment_state(promised.promised_for, promised.done_at, promised.released_at, ${at}) as state
    from commitments promised
    where promised.organization_id = i.organization_id and promised.item_id = i.id and not promised.is_disputed
    -- Kept apart (offset 0), so that it is looked up for each item and never made for all of them.
    offset 0
  ) c
  where c.state is not null`;

export const presentCommitment = (row: CommitmentRow): Commitment => ({
  item: { id: row.itemId, title: row.title },
  source: row.source,
  madeAt: row.madeAt.toISOString(),
  promisedFor: row.promisedFor.toISOString(),
  state: row.state,
});
