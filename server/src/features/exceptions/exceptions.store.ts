import type { AskForExceptionRequest } from '@plumbline/shared/contracts/exceptions.ts';
import type { Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';

export type ExceptionStepKind = 'passed_up' | 'supported' | 'declined' | 'withdrawn';

/** Adds what reps ask for, and each word on it: facts, never changed. */
export function exceptionStore({ sql, actor }: Pick<Tx, 'sql' | 'actor'>) {
  const { organizationId, personId } = actor;
  return {
    async add({ kind, accountId, cost, currency, note }: AskForExceptionRequest, at: Date): Promise<string> {
      const id = newId();
      await sql`
        insert into exceptions (
          organization_id, id, rep_id, account_id, kind, requested_at, cost, currency, note, known_at, ingested_at, provenance
        )
        values (
          ${organizationId}, ${id}, ${personId}, ${accountId ?? null}, ${kind}, ${at}, ${cost ?? null}, ${currency ?? null},
          ${note}, ${at}, ${at}, 'observed'
        )`;
      return id;
    },

    /** Whether the acting person owns the account today. */
    async owns(accountId: string, at: Date): Promise<boolean> {
      const rows = await sql`
        select from account_owners owner
        join people p on p.organization_id = owner.organization_id and p.id = owner.owner_id
        where owner.organization_id = ${organizationId} and owner.account_id = ${accountId} and owner.owner_id = ${personId}
          and owner.during @> (${at}::timestamptz at time zone p.time_zone)::date`;
      return rows.length > 0;
    },

    /** Adds a word. @returns false when somebody else's came first: the database lets one through */
    async step(
      exceptionId: string,
      kind: ExceptionStepKind,
      reason: string | null,
      at: Date,
    ): Promise<boolean> {
      const { count } = await sql`
        insert into exception_steps (organization_id, id, exception_id, kind, actor_id, reason, occurred_at)
        values (${organizationId}, ${newId()}, ${exceptionId}, ${kind}, ${personId}, ${reason}, ${at})
        on conflict do nothing`;
      return count > 0;
    },

    /** The executives to whom an exception can be passed up. */
    async executives(at: Date): Promise<string[]> {
      const rows = await sql<{ id: string }[]>`
        select p.id from people p
        where p.organization_id = ${organizationId} and p.role = 'executive'
          and (p.left_on is null or p.left_on > (${at}::timestamptz at time zone p.time_zone)::date)`;
      return rows.map(({ id }) => id);
    },
  };
}
