import { Button } from '@mantine/core';
import type { QueuedLapse, Today } from '@plumbline/shared/contracts/items.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FilterSelect } from '../../components/FilterSelect.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { SelectionBar } from '../../components/SelectionBar.tsx';
import { said } from '../../components/toasts.tsx';
import { useRowKeys } from '../../components/useRowKeys.ts';
import { count } from '../../lib/formats.ts';
import { choices } from '../../lib/words.ts';
import { EscalatedSection } from '../escalations/EscalatedSection.tsx';
import { useMe } from '../identity/identity.queries.ts';
import { LapseTable } from './LapseTable.tsx';
import classes from './TodayPage.module.css';
import { ReviewSection } from './ReviewSection.tsx';
import { useAccept, useAsk } from './items.mutations.tsx';
import { reviewsQuery } from './items.queries.ts';
import { byRep, readSelection, toggle, writeSelection } from './selection.ts';
import { useQueue } from './useQueue.ts';

export function TodayPage() {
  const search = useSearch({ from: '/shell/today' });
  const navigate = useNavigate({ from: '/today' });
  const { query, lapses, totals } = useQueue();
  const ask = useAsk(useMe());
  const accept = useAccept();
  const reviews = useInfiniteQuery(reviewsQuery);
  const submissions = reviews.data?.pages.flatMap((page) => page.rows) ?? [];
  const list = useRef<HTMLDivElement>(null);
  const selected = readSelection(search.selected);
  const shown = search.urgency ? lapses.filter(({ urgency }) => urgency === search.urgency) : lapses;

  const show = (change: Pick<typeof search, 'urgency' | 'group'>) =>
    void navigate({ to: '.', search: { ...search, ...change }, replace: true });
  const select = (ids: readonly string[]) =>
    void navigate({
      to: '.',
      search: { ...search, selected: writeSelection(ids) },
      replace: true,
      resetScroll: false,
    });
  const askAbout = (of: readonly QueuedLapse[]) => {
    const items = of.map(({ item }) => item).filter(({ can }) => can.ask);
    const [first] = of;
    if (items.length > 0) ask.mutate({ items });
    else if (first) said(whyNot(first));
  };
  /** The selected lapses, or else the one at hand. */
  const meant = (id: string | null) =>
    selected.length > 0 || !lapses.some(({ item }) => item.id === id) || id === null ? selected : [id];
  const open = (to: '/today/ask' | '/today/follow-up', ids: readonly string[]) => {
    if (ids.length === 0) said('Select one or more lapses first, with x or the checkbox.');
    else void navigate({ to, search: { ...search, selected: writeSelection(ids) }, resetScroll: false });
  };

  const rows = useRowKeys(list, {
    x: (id) => shown.some(({ item }) => item.id === id) && id !== null && select(toggle(selected, id)),
    a: (id) => {
      const submission = submissions.find(({ item }) => item.id === id);
      if (submission && selected.length === 0) {
        rows.move(1);
        accept.mutate(submission.item);
        return;
      }
      const ids = meant(id);
      if (ids.length === 0) return;
      if (selected.length > 0) select([]);
      else rows.move(1);
      askAbout(lapses.filter(({ item }) => ids.includes(item.id)));
    },
    A: (id) => open('/today/ask', meant(id)),
    f: (id) => open('/today/follow-up', meant(id)),
  });

  const table = (of: readonly QueuedLapse[], caption: ReactNode) => (
    <LapseTable
      caption={caption}
      lapses={of}
      selected={selected}
      showRep={search.group !== 'rep'}
      onToggle={(id) => select(toggle(selected, id))}
      onAsk={(lapse) => askAbout([lapse])}
    />
  );

  return (
    <Page
      title="Today"
      purpose={totals ? purposeOf(totals) : 'Lapses that wait for an answer.'}
      action={
        selected.length === 0 && (
          <Button onClick={() => open('/today/follow-up', [])} rightSection={<kbd>f</kbd>}>
            Log follow-up
          </Button>
        )
      }
      panel={<Outlet />}
    >
      <div ref={list}>
        <EscalatedSection panel="/today/items/$itemId" />
        <QueryState query={query}>
          {() =>
            lapses.length === 0 ? (
              <EmptyState title="Nothing waits for an answer">
                When something of your team passes its due time, it appears here until you have asked about it
                or logged a follow-up.
              </EmptyState>
            ) : (
              <>
                <div className={classes.bar}>
                  <SelectionBar
                    isSelecting={selected.length > 0}
                    standing={
                      selected.length > 0
                        ? `${count(selected.length, 'lapse')} selected`
                        : 'Lapses waiting for an answer'
                    }
                  >
                    {selected.length > 0 && (
                      <>
                        <Button
                          variant="light"
                          size="compact-md"
                          onClick={() => open('/today/ask', selected)}
                          rightSection={<kbd>A</kbd>}
                        >{`Ask (${selected.length})`}</Button>
                        <Button
                          size="compact-md"
                          onClick={() => open('/today/follow-up', selected)}
                          rightSection={<kbd>f</kbd>}
                        >{`Log follow-up (${selected.length})`}</Button>
                      </>
                    )}
                  </SelectionBar>
                  <div className={classes.shown}>
                    <FilterSelect
                      label="Show"
                      any="All"
                      options={choices(urgencyWords, urgencies)}
                      value={search.urgency}
                      onChange={(urgency) => show({ urgency })}
                    />
                    <FilterSelect
                      label="Group"
                      any="By deadline"
                      options={[{ value: 'rep', label: 'By rep' }]}
                      value={search.group}
                      onChange={(group) => show({ group })}
                    />
                  </div>
                </div>
                <div>
                  {search.group === 'rep'
                    ? byRep(shown).map(({ rep, lapses: ofRep }) => (
                        <div key={rep.id} className={classes.group}>
                          {table(
                            ofRep,
                            <>
                              {`${rep.name}, ${count(ofRep.length, 'lapse')} `}
                              <Link
                                to="/team/$repId/one-to-one"
                                params={{ repId: rep.id }}
                                className={classes.oneToOne}
                                aria-label={`One-to-one with ${rep.name}`}
                              >
                                One-to-one
                              </Link>
                            </>,
                          )}
                        </div>
                      ))
                    : table(shown, 'Lapses waiting for an answer')}
                </div>
                {shown.length === 0 && (
                  <p className={classes.none}>None of the lapses shown so far is of that kind.</p>
                )}
                <MoreRows query={query} />
              </>
            )
          }
        </QueryState>
        <ReviewSection
          submissions={submissions}
          waiting={reviews.data?.pages[0]?.waiting ?? 0}
          onAccept={({ item }) => accept.mutate(item)}
          panel="/today/items/$itemId"
        />
        <MoreRows query={reviews} />
      </div>
    </Page>
  );
}

const whyNot = ({ item }: QueuedLapse): string =>
  item.lastFollowUp?.asked
    ? `You have asked ${item.rep.name} already.`
    : 'This one is not yours to ask about.';

const urgencies = ['today', 'passed', 'later'] as const;
const urgencyWords: Record<(typeof urgencies)[number], string> = {
  today: 'Answer by today',
  passed: 'Answer time passed',
  later: 'Later',
};

function purposeOf({ unanswered, breachToday, answerTimePassed, responseBusinessDays }: Today): string {
  if (unanswered === 0) return 'Every lapse of your team has its answer.';
  const rest = [
    breachToday > 0 && `${breachToday} to answer today`,
    answerTimePassed > 0 &&
      `${answerTimePassed} past the answer time of ${count(responseBusinessDays, 'business day')}`,
  ].filter((words) => typeof words === 'string');
  return [`${unanswered} unanswered`, ...rest].join(' · ');
}
