import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { Section } from '../../components/Section.tsx';
import { CalendarSettings } from './CalendarSettings.tsx';
import { GroupSettings } from './GroupSettings.tsx';
import classes from './NotificationsPage.module.css';
import { WebhookForm } from './WebhookForm.tsx';
import { settingsQuery } from './notifications.queries.ts';

/** What reaches me beyond the inbox: what, where, when. */
export function NotificationsPage() {
  const query = useQuery(settingsQuery);
  return (
    <Page
      title="Notifications"
      purpose={
        <>
          Your <Link to="/inbox">inbox</Link> has everything. Choose what reaches you elsewhere too, and when.
        </>
      }
    >
      <QueryState query={query}>
        {(settings) => (
          <>
            <Section title="What and when">
              <ul>
                {settings.groups.map((group) => (
                  <GroupSettings key={group.group} settings={settings} chosen={group} />
                ))}
              </ul>
            </Section>
            <Section title="Where">
              <div className={classes.row}>
                <h3 className={classes.name}>Mail</h3>
                <p className={classes.text}>
                  {settings.mail.isSet
                    ? `To ${settings.mail.address}.`
                    : 'This installation sends no mail: no mail server is set (SMTP_URL).'}
                </p>
              </div>
              <WebhookForm channel="slack" webhook={settings.slack} />
              <WebhookForm channel="teams" webhook={settings.teams} />
            </Section>
            <Section title="Calendar">
              <CalendarSettings since={settings.calendarSince} />
            </Section>
          </>
        )}
      </QueryState>
    </Page>
  );
}
