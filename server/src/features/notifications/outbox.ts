import type { NoticeChannel } from '@plumbline/shared/domain/notices.ts';
import type { Role } from '@plumbline/shared/domain/roles.ts';
import type { Tx } from '../../database/connect.ts';
import { nextAttempt, type Sent } from './sending.ts';
import type { NoticeData } from './notify.ts';
import type { Told } from './words.ts';

/** Something to send, claimed: nobody else sends it. */
export interface Claimed {
  id: string;
  channel: NoticeChannel;
  attempts: number;
  digestDay: string | null;
  noticeId: string | null;
  kind: Told['kind'] | null;
  subjectType: Told['subject']['type'] | null;
  subjectId: string | null;
  data: NoticeData | null;
  personId: string;
  name: string;
  email: string;
  role: Role;
  timeZone: string;
  hasLeft: boolean;
  slackUrl: string | null;
  teamsUrl: string | null;
}

/** What was claimed and has no outcome after so long belongs to a server that died, in milliseconds. */
const lostAfter = 15 * 60_000;

/** The deliveries of an organisation, claimed before they are sent. */
export function outbox({ sql, actor }: Pick<Tx, 'sql' | 'actor'>) {
  const { organizationId } = actor;
  return {
    async claim(channel: NoticeChannel, limit: number, at: Date): Promise<Claimed[]> {
      return sql<Claimed[]>`
        with due as (
          select d.id from deliveries d
          where d.organization_id = ${organizationId} and d.channel = ${channel} and d.state = 'waiting' and d.next_at <= ${at}
          order by d.next_at
          limit ${limit}
          for update skip locked
        ),
        claimed as (
          update deliveries d set state = 'sending', attempts = d.attempts + 1, claimed_at = ${at}
          from due
          where d.organization_id = ${organizationId} and d.id = due.id
          returning d.*
        )
        select d.id, d.channel, d.attempts, d.digest_day, d.notice_id,
          n.kind, n.subject_type, n.subject_id, n.data,
          p.id as person_id, p.name, p.email, p.role, p.time_zone,
          coalesce(p.left_on <= (${at}::timestamptz at time zone p.time_zone)::date, false) as has_left,
          s.slack_url, s.teams_url
        from claimed d
        join people p on p.organization_id = d.organization_id and p.id = d.person_id
        left join notices n on n.organization_id = d.organization_id and n.id = d.notice_id
        left join notification_settings s on s.organization_id = d.organization_id and s.person_id = d.person_id`;
    },

    /** Notes what became of it. The outbox is the machinery's own: what it tells of has its entry in the audit. */
    async settle({ id, attempts }: Claimed, outcome: Sent, at: Date): Promise<void> {
      const next = outcome.state === 'waiting' ? nextAttempt(attempts, at) : at;
      const state = next === null ? 'dead' : outcome.state;
      const error = 'error' in outcome ? outcome.error : null;
      await sql`
        update deliveries set state = ${state}, next_at = ${next ?? at}, error = ${error}, claimed_at = null,
          sent_at = ${state === 'sent' ? at : null}
        where organization_id = ${organizationId} and id = ${id} and state = 'sending'`;
    },

    /** Whether these were sent nobody knows; they are not sent again by themselves. */
    async buryLost(at: Date): Promise<void> {
      await sql`
        update deliveries set state = 'dead', claimed_at = null,
          error = 'The server stopped while it was sending; it may have arrived.'
        where organization_id = ${organizationId} and state = 'sending'
          and claimed_at < ${new Date(at.getTime() - lostAfter)}`;
    },
  };
}
