import { Button } from '@mantine/core';
import type { Directive } from '@plumbline/shared/contracts/directives.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { useReader } from '../../components/useReader.ts';
import { Views } from '../../components/Views.tsx';
import { formatTime } from '../../lib/formats.ts';
import { EscalatedSection } from '../escalations/EscalatedSection.tsx';
import { useMe } from '../identity/identity.queries.ts';
import { ReviewSection } from '../items/ReviewSection.tsx';
import { useAccept } from '../items/items.mutations.tsx';
import { reviewsQuery } from '../items/items.queries.ts';
import { AboutOwn } from './AboutOwn.tsx';
import { Chain } from './Chain.tsx';
import classes from './DirectivesPage.module.css';
import { useRelayDirective } from './directives.mutations.ts';
import { directivesQuery } from './directives.queries.ts';
import { standing } from './words.ts';

const views = [
  { name: 'open', label: 'Open' },
  { name: 'all', label: 'All' },
  { name: 'mine', label: 'Issued by me' },
] as const;

/** What was asked for from above, how far it has come, and what is mine to relay. */
export function DirectivesPage() {
  const me = useMe();
  const navigate = useNavigate();
  const { view = 'open', about } = useSearch({ from: '/shell/directives' });
  const query = useInfiniteQuery(
    directivesQuery(view === 'mine' ? { state: 'all', issuedByMe: true } : { state: view }),
  );
  return (
    <Page
      title="Directives"
      purpose="Issued, relayed, acknowledged, done: how far each has come, and where it stopped."
      action={
        <Button
          onClick={() => void navigate({ to: '/directives/new', search: { view }, resetScroll: false })}
        >
          Issue a directive
        </Button>
      }
      panel={<Outlet />}
    >
      <EscalatedSection panel="/directives/items/$itemId" />
      {me.role === 'executive' && <Verifications />}
      <Views label="Which directives">
        {views.map(({ name, label }) => (
          <Link
            key={name}
            to="/directives"
            search={name === 'open' ? {} : { view: name }}
            activeOptions={{ exact: true }}
            aria-current={view === name ? 'true' : undefined}
          >
            {label}
          </Link>
        ))}
      </Views>
      {view === 'mine' && <AboutOwn about={about} />}
      <QueryState query={query}>
        {({ pages }) => {
          const directives = pages.flatMap(({ rows }) => rows);
          if (directives.length === 0)
            return (
              <EmptyState title={view === 'open' ? 'No directive is open' : 'No directive yet'}>
                Issue one to people, teams or a whole branch; here you then see how far it has come.
              </EmptyState>
            );
          return (
            <>
              <ul>
                {directives.map((directive) => (
                  <DirectiveEntry key={directive.id} directive={directive} view={view} />
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

/** An executive has no Today: what they want to verify stands here. */
function Verifications() {
  const accept = useAccept();
  const query = useInfiniteQuery(reviewsQuery);
  return (
    <>
      <ReviewSection
        submissions={query.data?.pages.flatMap(({ rows }) => rows) ?? []}
        waiting={query.data?.pages[0]?.waiting ?? 0}
        onAccept={({ item }) => accept.mutate(item)}
        panel="/directives/items/$itemId"
      />
      <MoreRows query={query} />
    </>
  );
}

function DirectiveEntry({ directive, view }: { directive: Directive; view: 'open' | 'all' | 'mine' }) {
  const reader = useReader();
  const relay = useRelayDirective();
  return (
    <li className={classes.entry}>
      <div>
        <Link
          to="/directives/$directiveId"
          params={{ directiveId: directive.id }}
          search={view === 'open' ? {} : { view }}
          resetScroll={false}
          className={classes.title}
        >
          {directive.title}
        </Link>
        <p className={classes.facts}>
          {directive.issuedBy.name} · issued {formatTime(directive.issuedAt, reader)} · due{' '}
          {formatTime(directive.dueAt, reader)}
        </p>
        <p className={directive.chain.late > 0 && !directive.recalled ? classes.late : classes.facts}>
          {standing(directive)}
        </p>
      </div>
      <Chain directive={directive} />
      <div className={classes.actions}>
        {directive.can.relay && (
          <Button
            variant="light"
            size="compact-md"
            aria-label={`Relay: ${directive.title}`}
            loading={relay.isPending}
            onClick={() => relay.mutate(directive.id)}
          >
            Relay
          </Button>
        )}
      </div>
    </li>
  );
}
