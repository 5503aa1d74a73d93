import type { Sql } from '../../database/connect.ts';
import type { Fragment } from './signal.ts';

/** Fewer deals in a currency than this have no quintiles worth the name. */
const fewestToRank = 20;

/**
 * SQL: by day and currency, the amounts that part the organisation's deals into quintiles, by what had been opened before
 * that day. Each currency by itself, since nobody knows here what one is worth in another.
 *
 * @param days a query of the days, as `day`
 */
export const sizeLimits = (
  sql: Sql,
  { organizationId, timeZone }: { organizationId: string; timeZone: string },
  days: Fragment,
): Fragment => sql`
  select days.day, coalesce(o.currency, '') as currency,
    percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by o.amount) as of
  from (${days}) days
  join opportunities o on o.organization_id = ${organizationId} and o.amount > 0
    and o.opened_at < days.day::timestamp at time zone ${timeZone}
  group by days.day, coalesce(o.currency, '')
  having count(*) >= ${fewestToRank}`;

/** SQL: the stratum of a deal's amount by `limits` of its day and currency, left-joined. */
export const sizeOf = (sql: Sql, amount: Fragment): Fragment => sql`
  case
    when limits.of is null or ${amount} > 0 is not true then 'unsized'
    else 'size ' || (1 + (${amount} > limits.of[1])::integer + (${amount} > limits.of[2])::integer
      + (${amount} > limits.of[3])::integer + (${amount} > limits.of[4])::integer)
  end`;
