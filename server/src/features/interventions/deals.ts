import type { Sql } from '../../database/connect.ts';
import type { Fragment } from '../../database/fragment.ts';

/** SQL: whose deal `o` is: the account's owner that day, as the pipeline has it, else the deal's. */
export const ownerOf = (sql: Sql, at: Date): Fragment => sql`coalesce(
  (
    select owner.owner_id
    from account_owners owner
    join organizations organization on organization.id = owner.organization_id
    where owner.organization_id = o.organization_id and owner.account_id = o.account_id
      and owner.during @> (${at}::timestamptz at time zone organization.time_zone)::date
  ),
  o.owner_id
)`;

/** SQL: executives `p` who have not left. */
export const isExecutive = (sql: Sql, at: Date): Fragment => sql`
  p.role = 'executive' and (p.left_on is null or p.left_on > (${at}::timestamptz at time zone p.time_zone)::date)`;
