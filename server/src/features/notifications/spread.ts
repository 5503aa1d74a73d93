import {
  groupOf,
  preferenceOf,
  type NoticeChannel,
  type Preferences,
} from '@plumbline/shared/domain/notices.ts';
import type { Role } from '@plumbline/shared/domain/roles.ts';
import type { NoticeKind } from '@plumbline/shared/domain/vocabulary.ts';
import type { Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';

interface Unspread {
  id: string;
  personId: string;
  kind: NoticeKind;
  role: Role;
  preferences: Preferences | null;
  hasSlack: boolean;
  hasTeams: boolean;
  canSignIn: boolean;
}

/** So many notices a transaction. */
const atOnce = 500;

/**
 * Works out where new notices go beyond the inbox, by what each person chose. Mail goes only to people who can sign in:
 * an import of a thousand names must not write to a thousand people who have never heard of Plumbline.
 * @param open the channels that this installation has
 * @returns how many notices it was; fewer than were asked for: all
 */
export async function spread(
  { sql, actor }: Tx,
  open: ReadonlySet<NoticeChannel>,
  at: Date,
): Promise<boolean> {
  const { organizationId } = actor;
  const notices = await sql<Unspread[]>`
    with found as (
      select n.organization_id, n.id, n.person_id, n.kind
      from notices n
      where n.organization_id = ${organizationId} and n.spread_at is null
      order by n.id
      limit ${atOnce}
      for update skip locked
    )
    select n.id, n.person_id, n.kind, p.role, s.preferences, s.slack_url is not null as has_slack,
      s.teams_url is not null as has_teams,
      exists (select from sign_ins i where i.organization_id = p.organization_id and i.person_id = p.id) as can_sign_in
    from found n
    join people p on p.organization_id = n.organization_id and p.id = n.person_id
    left join notification_settings s on s.organization_id = p.organization_id and s.person_id = p.id`;
  const rows = notices.flatMap((notice) =>
    channelsOf(notice)
      .filter((channel) => open.has(channel))
      .map((channel) => ({ id: newId(), person_id: notice.personId, notice_id: notice.id, channel })),
  );
  await sql`
    insert into deliveries (organization_id, id, person_id, notice_id, channel, next_at, created_at)
    select ${organizationId}, new.id, new.person_id, new.notice_id, new.channel, ${at}, ${at}
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as new (id uuid, person_id uuid, notice_id uuid, channel text)
    on conflict do nothing`;
  await sql`
    update notices set spread_at = ${at}
    where organization_id = ${organizationId} and id = any (${notices.map(({ id }) => id)}::uuid[])`;
  return notices.length === atOnce;
}

function channelsOf({ kind, role, preferences, hasSlack, hasTeams, canSignIn }: Unspread): NoticeChannel[] {
  const { when, where } = preferenceOf(preferences ?? {}, groupOf(kind), role);
  if (when !== 'at_once') return [];
  const has = { mail: canSignIn, slack: hasSlack, teams: hasTeams };
  return where.filter((channel) => has[channel]);
}
