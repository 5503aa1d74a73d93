import { Button, TextInput } from '@mantine/core';
import { useReader } from '../../components/useReader.ts';
import { said } from '../../components/toasts.tsx';
import { formatDay } from '../../lib/formats.ts';
import classes from './NotificationsPage.module.css';
import { useCloseCalendar, useOpenCalendar } from './notifications.mutations.ts';

/** A feed of my due times for a calendar. Its address is the key to it, so it is shown once and can be ended. */
export function CalendarSettings({ since }: { since: string | null }) {
  const reader = useReader();
  const open = useOpenCalendar();
  const close = useCloseCalendar();
  const url = open.data?.url;
  return (
    <div className={classes.row}>
      <div>
        <h3 className={classes.name}>Due times in my calendar</h3>
        <p className={classes.text}>
          {since === null
            ? 'A secret address that your calendar subscribes to.'
            : `There is a feed since ${formatDay(since, reader)}. A new address ends the former one.`}
        </p>
      </div>
      <div className={classes.choice}>
        <Button variant="default" loading={open.isPending} onClick={() => open.mutate()}>
          {since === null ? 'Make an address' : 'Make a new address'}
        </Button>
        {since !== null && (
          <Button
            variant="default"
            loading={close.isPending}
            onClick={() => close.mutate(undefined, { onSuccess: () => open.reset() })}
          >
            End the feed
          </Button>
        )}
      </div>
      {url !== undefined && (
        <div className={classes.once}>
          <TextInput
            label="Address of the feed"
            description="Shown this once. Whoever has it can read your due times."
            readOnly
            value={url}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button
            variant="default"
            onClick={() => void navigator.clipboard.writeText(url).then(() => said('Copied.'))}
          >
            Copy
          </Button>
        </div>
      )}
    </div>
  );
}
