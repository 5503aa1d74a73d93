import { createHash } from 'node:crypto';
import { answersKeptDays } from '@plumbline/shared/contracts/common.ts';
import { RequestError } from '../errors.ts';
import type { Tx } from './connect.ts';
import { takeTurn } from './turn.ts';

/** What makes a request the same request. */
export interface RepeatableRequest {
  /** The client's `Idempotency-Key`; undefined: the request is carried out each time. */
  key: string | undefined;
  /** Method and path as called, so that one key cannot serve two purposes. */
  target: string;
  body: unknown;
}

/**
 * Carries a request out once: the same key with the same request is given the first answer again. The answer is kept in
 * the transaction that did the work, so there is never one without the other.
 *
 * @throws RequestError idempotency_key_reused for another request under a key that was used
 */
export async function once<Answer>(
  tx: Tx,
  request: RepeatableRequest,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const { sql, actor } = tx;
  const { key, target, body } = request;
  if (key === undefined || actor.personId === null) return work();
  const { organizationId, personId } = actor;
  const digest = createHash('sha256')
    .update(JSON.stringify([target, body]))
    .digest();
  // A retry that overtakes its original waits here until that has been answered.
  await takeTurn(tx, `request ${personId} ${key}`);
  const [given] = await sql<{ isSame: boolean; body: Answer }[]>`
    select k.request_digest = ${digest} as is_same, k.body
    from idempotency_keys k
    where k.organization_id = ${organizationId} and k.person_id = ${personId} and k.key = ${key}`;
  if (given !== undefined) {
    if (!given.isSame)
      throw new RequestError('idempotency_key_reused', 'Use a new Idempotency-Key for each new request.');
    return given.body;
  }
  const answer = await work();
  await sql`
    insert into idempotency_keys (organization_id, person_id, key, request_digest, status, body)
    values (${organizationId}, ${personId}, ${key}, ${digest}, 200, ${JSON.stringify(answer)}::text::jsonb)`;
  return answer;
}

/** Forgets the answers that nobody asks for any more. */
export async function forgetOldAnswers({ sql, actor }: Pick<Tx, 'sql' | 'actor'>, at: Date): Promise<void> {
  await sql`
    delete from idempotency_keys k
    where k.organization_id = ${actor.organizationId}
      and k.created_at < ${at}::timestamptz - make_interval(days => ${answersKeptDays})`;
}
