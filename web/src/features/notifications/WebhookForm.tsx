import { Button, TextInput } from '@mantine/core';
import type { NotificationSettings } from '@plumbline/shared/contracts/notifications.ts';
import { useState } from 'react';
import classes from './NotificationsPage.module.css';
import { useSetWebhook } from './notifications.mutations.ts';
import { channelWords } from './words.ts';

/** Where to write in Slack or Teams. The address is a secret: once kept, only its end is shown. */
export function WebhookForm({
  channel,
  webhook,
}: {
  channel: 'slack' | 'teams';
  webhook: NotificationSettings['slack'];
}) {
  const set = useSetWebhook(channel);
  const [url, setUrl] = useState('');
  const name = channelWords[channel];
  return (
    <div className={classes.row}>
      <div>
        <h3 className={classes.name}>{name}</h3>
        <p className={classes.text}>
          {webhook
            ? `To ${webhook.host}, the address that ends in ${webhook.ending}.`
            : 'Make an incoming webhook there, and paste its address.'}
        </p>
      </div>
      {webhook ? (
        <div className={classes.choice}>
          <Button
            variant="default"
            loading={set.isPending}
            aria-label={`Remove the webhook of ${name}`}
            onClick={() => set.mutate(null)}
          >
            Remove
          </Button>
        </div>
      ) : (
        <form
          className={classes.choice}
          onSubmit={(event) => {
            event.preventDefault();
            set.mutate(url.trim(), { onSuccess: () => setUrl('') });
          }}
        >
          <TextInput
            className={classes.address}
            aria-label={`Address of the webhook of ${name}`}
            type="url"
            required
            autoComplete="off"
            placeholder="https://"
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            loading={set.isPending}
            aria-label={`Keep the webhook of ${name}`}
          >
            Keep
          </Button>
        </form>
      )}
    </div>
  );
}
