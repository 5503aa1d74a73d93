import type { NotificationSettings, PreferencesRequest } from '@plumbline/shared/contracts/notifications.ts';
import { groupsOf, preferenceOf, type Preferences } from '@plumbline/shared/domain/notices.ts';
import type { Database, Sql, Tx } from '../../database/connect.ts';
import { invalid, RequestError } from '../../errors.ts';
import { digestOf, newToken } from '../../policies/secret-token.ts';
import type { Viewer } from '../../policies/viewer.ts';

interface Row {
  email: string;
  preferences: Preferences | null;
  slackUrl: string | null;
  teamsUrl: string | null;
  calendarSince: Date | null;
}

export interface SettingsDeps {
  database: Pick<Database, 'read' | 'transaction'>;
  /** Whether this installation has a mail server. */
  mailIsSet: boolean;
}

/** What reaches somebody beyond the inbox: theirs alone to see and to choose. */
export function notificationSettings({ database, mailIsSet }: SettingsDeps) {
  const shown = async (sql: Sql, viewer: Viewer) => present(await find(sql, viewer), viewer, mailIsSet);

  /** Changes the viewer's row, made if need be, and answers with what holds then. */
  const change = (viewer: Viewer, what: string, work: (tx: Tx) => Promise<unknown>) =>
    database.transaction(viewer, async (tx) => {
      await tx.sql`
        insert into notification_settings (organization_id, person_id)
        values (${viewer.organizationId}, ${viewer.personId})
        on conflict do nothing`;
      await work(tx);
      await tx.audit({ action: `notifications.${what}`, subjectType: 'person', subjectId: viewer.personId });
      return shown(tx.sql, viewer);
    });

  return {
    get: (viewer: Viewer) => database.read(viewer, (sql) => shown(sql, viewer)),

    /** @throws RequestError invalid_request for a group that says nothing to this role */
    choose(viewer: Viewer, { groups }: PreferencesRequest): Promise<NotificationSettings> {
      const own = groupsOf(viewer);
      const wrong = groups.find(({ group }) => !own.includes(group));
      if (wrong !== undefined) throw invalid('groups', `“${wrong.group}” tells you nothing in your role`);
      const chosen = Object.fromEntries(groups.map(({ group, when, where }) => [group, { when, where }]));
      return change(
        viewer,
        'chosen',
        ({ sql }) => sql`
        update notification_settings set preferences = preferences || ${JSON.stringify(chosen)}::text::jsonb
        where organization_id = ${viewer.organizationId} and person_id = ${viewer.personId}`,
      );
    },

    /** The address is kept out of the audit and the log: whoever has it can write there. */
    setWebhook(
      viewer: Viewer,
      channel: 'slack' | 'teams',
      url: string | null,
    ): Promise<NotificationSettings> {
      return change(
        viewer,
        `${channel}_${url === null ? 'removed' : 'set'}`,
        ({ sql }) => sql`
        update notification_settings set ${sql(channel === 'slack' ? { slackUrl: url } : { teamsUrl: url })}
        where organization_id = ${viewer.organizationId} and person_id = ${viewer.personId}`,
      );
    },

    /** A new secret address for the calendar feed; a former one ends. @returns its token, shown once */
    async openCalendar(viewer: Viewer, at: Date): Promise<string> {
      const token = newToken(viewer.organizationId);
      await change(
        viewer,
        'calendar_opened',
        ({ sql }) => sql`
        update notification_settings set calendar_digest = ${digestOf(token)}, calendar_since = ${at}
        where organization_id = ${viewer.organizationId} and person_id = ${viewer.personId}`,
      );
      return token;
    },

    closeCalendar: (viewer: Viewer): Promise<NotificationSettings> =>
      change(
        viewer,
        'calendar_closed',
        ({ sql }) => sql`
        update notification_settings set calendar_digest = null, calendar_since = null
        where organization_id = ${viewer.organizationId} and person_id = ${viewer.personId}`,
      ),
  };
}

async function find(sql: Sql, viewer: Viewer): Promise<Row> {
  const [row] = await sql<Row[]>`
    select p.email, s.preferences, s.slack_url, s.teams_url, s.calendar_since
    from people p
    left join notification_settings s on s.organization_id = p.organization_id and s.person_id = p.id
    where p.organization_id = ${viewer.organizationId} and p.id = ${viewer.personId}`;
  if (row === undefined) throw new RequestError('not_signed_in', 'Sign in, then ask again.');
  return row;
}

function present(row: Row, viewer: Viewer, mailIsSet: boolean): NotificationSettings {
  return {
    mail: { address: row.email, isSet: mailIsSet },
    slack: hinted(row.slackUrl),
    teams: hinted(row.teamsUrl),
    calendarSince: row.calendarSince?.toISOString() ?? null,
    digest: viewer.role === 'executive' ? 'weekly' : 'daily',
    groups: groupsOf(viewer).map((group) => {
      const { when, where } = preferenceOf(row.preferences ?? {}, group, viewer.role);
      return { group, when, where: [...where] };
    }),
  };
}

/** Enough to know it again, too little to use it. */
const hinted = (url: string | null) =>
  url === null ? null : { host: new URL(url).hostname, ending: url.slice(-4) };
