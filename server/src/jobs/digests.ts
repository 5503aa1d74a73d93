import { type Preferences, wantsDigest } from '@plumbline/shared/domain/notices.ts';
import type { Role } from '@plumbline/shared/domain/roles.ts';
import type { Tx } from '../database/connect.ts';
import { newId } from '../database/ids.ts';

/** From when on it is somebody's morning, in their own time. */
const morning = '07:00';

interface Reader {
  personId: string;
  role: Role;
  isAdmin: boolean;
  today: string;
  preferences: Preferences | null;
}

/**
 * Puts the digests of this morning into the outbox: one a person and day, however often this runs, and late if need be as
 * long as it is that day. Reps and managers on working days in which they are not away, executives on Mondays. What a
 * digest says is put together when it is sent, so one that still waits from a morning before gives way to the new one:
 * after a day without a mail server nobody gets the same twice.
 *
 * @returns how many people want one this morning, those who have it already among them
 */
export async function scheduleDigests({ sql, actor }: Tx, at: Date): Promise<number> {
  const { organizationId } = actor;
  const readers = await sql<Reader[]>`
    select p.id as person_id, p.role, p.is_admin, here.now::date as today, s.preferences
    from people p
    join organizations o on o.id = p.organization_id and not o.is_sample
    join sign_ins i on i.organization_id = p.organization_id and i.person_id = p.id
    cross join lateral (select ${at}::timestamptz at time zone p.time_zone as now) here
    left join notification_settings s on s.organization_id = p.organization_id and s.person_id = p.id
    where p.organization_id = ${organizationId} and here.now::time >= ${morning}
      and (p.left_on is null or p.left_on > here.now::date)
      and case p.role
        when 'executive' then extract(isodow from here.now) = 1
        else extract(isodow from here.now) = any (o.working_days)
          and not exists (select from holidays h where h.organization_id = o.id and h.day = here.now::date)
      end
      and not exists (
        select from absences away
        where away.organization_id = p.organization_id and away.person_id = p.id and away.counts
          and away.during @> here.now::date
      )`;
  const wanting = readers.filter((reader) => wantsDigest(reader.preferences ?? {}, reader));
  const rows = wanting.map(({ personId, today }) => ({
    id: newId(),
    person_id: personId,
    digest_day: today,
  }));
  await sql`
    with made as (
      insert into deliveries (organization_id, id, person_id, digest_day, channel, next_at, created_at)
      select ${organizationId}, new.id, new.person_id, new.digest_day, 'mail', ${at}, ${at}
      from json_to_recordset(${JSON.stringify(rows)}::text::json) as new (id uuid, person_id uuid, digest_day date)
      on conflict do nothing
      returning person_id, digest_day
    )
    update deliveries d set state = 'dropped'
    from made
    where d.organization_id = ${organizationId} and d.person_id = made.person_id and d.digest_day < made.digest_day
      and d.state = 'waiting'`;
  return wanting.length;
}
