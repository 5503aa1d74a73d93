import { Button } from '@mantine/core';
import type { Delivery } from '@plumbline/shared/contracts/notifications.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { useReader } from '../../components/useReader.ts';
import { Views } from '../../components/Views.tsx';
import { count, formatTime } from '../../lib/formats.ts';
import { FailedJobs } from '../health/FailedJobs.tsx';
import classes from './NotificationsPage.module.css';
import { useTryAgain } from './notifications.mutations.ts';
import { deliveriesQuery } from './notifications.queries.ts';
import { channelWords } from './words.ts';

/** What did not get through by mail or chat: to whom and why, never what it said. */
export function DeliveriesPage() {
  const { state = 'dead' } = useSearch({ from: '/shell/deliveries' });
  const query = useInfiniteQuery(deliveriesQuery(state));
  return (
    <Page
      title="Deliveries"
      purpose="Mail and chat messages that did not get through, and why. Everything is in the inbox all the same."
    >
      <FailedJobs />
      <Views label="Which deliveries">
        <Link
          to="/deliveries"
          search={{}}
          activeOptions={{ exact: true }}
          activeProps={{ 'aria-current': 'page' }}
        >
          Laid aside
        </Link>
        <Link to="/deliveries" search={{ state: 'waiting' }} activeProps={{ 'aria-current': 'page' }}>
          Tried again by itself
        </Link>
      </Views>
      <QueryState query={query}>
        {({ pages }) => {
          const deliveries = pages.flatMap((page) => page.rows);
          if (deliveries.length === 0) {
            return (
              <EmptyState
                title={state === 'dead' ? 'Nothing was laid aside' : 'Nothing waits for another attempt'}
              >
                {pages[0]?.mailIsSet === false
                  ? 'No mail is sent: set SMTP_URL and MAIL_FROM, then start again.'
                  : 'What a mail server or a webhook refuses appears here.'}
              </EmptyState>
            );
          }
          return (
            <>
              <ul>
                {deliveries.map((delivery) => (
                  <Row key={delivery.id} delivery={delivery} />
                ))}
              </ul>
              <MoreRows query={query} />
            </>
          );
        }}
      </QueryState>
    </Page>
  );
}

function Row({
  delivery: { id, person, channel, state, attempts, error, at, nextAt },
}: {
  delivery: Delivery;
}) {
  const reader = useReader();
  const tryAgain = useTryAgain();
  return (
    <li className={classes.row}>
      <div>
        <p className={classes.name}>{`${channelWords[channel]} to ${person.name}`}</p>
        <p
          className={classes.text}
        >{`Since ${formatTime(at, reader)}, ${count(attempts, 'attempt')}. ${error ?? ''}`}</p>
      </div>
      <div className={classes.choice}>
        {state === 'dead' ? (
          <Button
            variant="default"
            loading={tryAgain.isPending}
            aria-label={`Try again: ${channelWords[channel]} to ${person.name}`}
            onClick={() => tryAgain.mutate(id)}
          >
            Try again
          </Button>
        ) : (
          nextAt !== null && <p className={classes.text}>{`Next ${formatTime(nextAt, reader)}.`}</p>
        )}
      </div>
    </li>
  );
}
