import { useInfiniteQuery } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { Section } from '../../components/Section.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import { useRowKeys } from '../../components/useRowKeys.ts';
import { count } from '../../lib/formats.ts';
import { useReader } from '../../components/useReader.ts';
import { OwnLeave } from '../calendar/OwnLeave.tsx';
import type { ItemForm } from './ItemActions.tsx';
import { ItemRow } from './ItemRow.tsx';
import { byWeek } from './due.ts';
import { itemsQuery } from './items.queries.ts';

export function MyItemsPage() {
  const late = useInfiniteQuery(itemsQuery({ scope: 'mine', state: 'late' }));
  const open = useInfiniteQuery(itemsQuery({ scope: 'mine', state: 'open' }));
  const done = useInfiniteQuery(itemsQuery({ scope: 'mine', state: 'done', limit: 10 }));
  const reader = useReader();
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list, {});

  const lateItems = late.data?.pages.flatMap((page) => page.rows) ?? [];
  const { thisWeek, later } = byWeek(open.data?.pages.flatMap((page) => page.rows) ?? [], reader);
  const doneItems = done.data?.pages.flatMap((page) => page.rows) ?? [];
  const queries = [late, open, done];
  const isLoading = queries.some((query) => query.isPending);
  const broken = queries.find((query) => query.error && !query.data);

  const sections = [
    { title: 'Late', items: lateItems, query: late },
    { title: 'Due this week', items: thisWeek, query: later.length > 0 ? null : open },
    { title: 'Later', items: later, query: open },
    { title: 'Done', items: doneItems, query: done },
  ].filter(({ items }) => items.length > 0);

  const openForm = (itemId: string) => (form: ItemForm) =>
    void navigate({ to: '/items/$itemId', params: { itemId }, search: { form }, resetScroll: false });

  return (
    <Page
      title="My items"
      purpose={purposeOf(lateItems.length, thisWeek.length, isLoading)}
      panel={<Outlet />}
    >
      <OwnLeave />
      {broken && (
        <ErrorState
          error={broken.error}
          onRetry={() => void Promise.all(queries.map((query) => query.refetch()))}
        />
      )}
      {isLoading && !broken && <SkeletonRows />}
      {!isLoading && !broken && (
        <div ref={list}>
          {sections.map(({ title, items, query }) => (
            <Section key={title} title={title}>
              <ul>
                {items.map((item) => (
                  <ItemRow key={item.id} item={item} onForm={openForm(item.id)} />
                ))}
              </ul>
              {query && <MoreRows query={query} />}
            </Section>
          ))}
          {sections.length === 0 && (
            <EmptyState title="Nothing is due from you">
              Reports and forms appear here when your administrator schedules them, directives when they are
              issued to you.
            </EmptyState>
          )}
        </div>
      )}
    </Page>
  );
}

function purposeOf(late: number, thisWeek: number, isLoading: boolean): string {
  if (isLoading) return 'What you owe, by when.';
  if (late > 0) return `${count(late, 'item')} late, ${thisWeek} more due this week.`;
  return thisWeek > 0
    ? `Nothing is late. ${count(thisWeek, 'item')} due this week.`
    : 'Nothing is late, nothing is due this week.';
}
