import { Button } from '@mantine/core';
import type { Notice } from '@plumbline/shared/contracts/notifications.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { Section } from '../../components/Section.tsx';
import { useReader } from '../../components/useReader.ts';
import { useRowKeys } from '../../components/useRowKeys.ts';
import { formatClock, formatDay, type Reader } from '../../lib/formats.ts';
import { useMe } from '../identity/identity.queries.ts';
import classes from './InboxPage.module.css';
import { useReadNotices } from './notifications.mutations.ts';
import { inboxQuery } from './notifications.queries.ts';

/** What I was told, by day; one line each, which opens what it is about. */
export function InboxPage() {
  const query = useInfiniteQuery(inboxQuery);
  const read = useReadNotices();
  const { unreadNotices } = useMe().waiting;
  const reader = useReader();
  return (
    <Page
      title="Inbox"
      purpose={
        <>
          What you were told. <Link to="/notifications">Choose</Link> what reaches you elsewhere too.
        </>
      }
      action={
        unreadNotices > 0 && (
          <Button variant="default" loading={read.isPending} onClick={() => read.mutate(null)}>
            Mark all as read
          </Button>
        )
      }
    >
      <QueryState query={query}>
        {({ pages }) => {
          const notices = pages.flatMap((page) => page.rows);
          if (notices.length === 0) {
            return (
              <EmptyState title="Nothing yet">
                When somebody asks you, or something falls due or is decided, it appears here.
              </EmptyState>
            );
          }
          return (
            <>
              <Notices notices={notices} reader={reader} onOpen={(id) => read.mutate(id)} />
              <MoreRows query={query} />
            </>
          );
        }}
      </QueryState>
    </Page>
  );
}

function Notices({
  notices,
  reader,
  onOpen,
}: {
  notices: Notice[];
  reader: Reader;
  onOpen: (id: string) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list, {});
  return (
    <div ref={list}>
      {[...Map.groupBy(notices, ({ at }) => formatDay(at, reader))].map(([day, rows]) => (
        <Section key={day} title={day.charAt(0).toUpperCase() + day.slice(1)}>
          <ul>
            {rows.map((notice) => (
              <li key={notice.id} data-row={notice.id}>
                <Link
                  to={notice.path}
                  data-row-focus
                  className={classes.row}
                  data-unread={notice.readAt === null || undefined}
                  onClick={() => notice.readAt === null && onOpen(notice.id)}
                >
                  <time dateTime={notice.at} className={classes.at}>
                    {formatClock(notice.at, reader)}
                  </time>
                  <span className={classes.title}>
                    {notice.title}
                    {notice.readAt === null && <span className={classes.hidden}> (unread)</span>}
                  </span>
                  <span className={classes.text}>{notice.text}</span>
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}
