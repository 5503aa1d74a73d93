import { Checkbox, NativeSelect } from '@mantine/core';
import type { NotificationSettings } from '@plumbline/shared/contracts/notifications.ts';
import { noticeChannels, noticeTimes } from '@plumbline/shared/domain/notices.ts';
import classes from './NotificationsPage.module.css';
import { useChoose } from './notifications.mutations.ts';
import { channelWords, groupWords, timeWords } from './words.ts';

/** One group of notices; a choice holds as soon as it is made. The digest is mail: its links act without a sign-in. */
export function GroupSettings({
  settings,
  chosen,
}: {
  settings: NotificationSettings;
  chosen: NotificationSettings['groups'][number];
}) {
  const choose = useChoose();
  const { title, text } = groupWords[chosen.group];
  const words = timeWords(settings.digest);
  const has = {
    mail: settings.mail.isSet,
    slack: settings.slack !== null,
    teams: settings.teams !== null,
  };
  const send = (change: Partial<typeof chosen>) => choose.mutate({ groups: [{ ...chosen, ...change }] });
  return (
    <li className={classes.row}>
      <div>
        <h3 className={classes.name}>{title}</h3>
        <p className={classes.text}>{text}</p>
      </div>
      <div className={classes.choice}>
        <NativeSelect
          aria-label={`${title}: when`}
          value={chosen.when}
          disabled={choose.isPending}
          data={noticeTimes.map((value) => ({ value, label: words[value] }))}
          onChange={(event) => {
            const when = noticeTimes.find((time) => time === event.currentTarget.value);
            if (when) send({ when });
          }}
        />
        {chosen.when === 'at_once' && (
          <fieldset className={classes.channels} disabled={choose.isPending}>
            <legend className={classes.hidden}>{title}: where</legend>
            {noticeChannels.map((channel) => (
              <Checkbox
                key={channel}
                label={channelWords[channel]}
                checked={chosen.where.includes(channel)}
                disabled={!has[channel] && !chosen.where.includes(channel)}
                onChange={(event) =>
                  send({
                    where: event.currentTarget.checked
                      ? [...chosen.where, channel]
                      : chosen.where.filter((other) => other !== channel),
                  })
                }
              />
            ))}
          </fieldset>
        )}
      </div>
    </li>
  );
}
