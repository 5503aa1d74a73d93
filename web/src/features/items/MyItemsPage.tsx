import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Outlet, getRouteApi, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { Section } from '../../components/Section.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import { useRowKeys } from '../../components/useRowKeys.ts';
import { count } from '../../lib/formats.ts';
import { useReader } from '../../components/useReader.ts';
import { OwnLeave } from '../calendar/OwnLeave.tsx';
import type { ItemForm } from './ItemActions.tsx';
import { ItemRow } from './ItemRow.tsx';
import { KindSelect } from './KindSelect.tsx';
import classes from './MyItemsPage.module.css';
import { SubmitMany } from './SubmitMany.tsx';
import { byWeek } from './due.ts';
import type { MyItemsSearch } from './item-list.search.ts';
import { itemsQuery } from './items.queries.ts';
import { readSelection, toggle, writeSelection } from './selection.ts';

const route = getRouteApi('/shell/items');

export function MyItemsPage() {
  const { kind, type, search, selected } = route.useSearch();
  const narrowed = { kind, type, search };
  const late = useInfiniteQuery(itemsQuery({ ...narrowed, scope: 'mine', state: 'late' }));
  const open = useInfiniteQuery(itemsQuery({ ...narrowed, scope: 'mine', state: 'open' }));
  const done = useInfiniteQuery(itemsQuery({ ...narrowed, scope: 'mine', state: 'done', limit: 10 }));
  const reader = useReader();
  const navigate = useNavigate({ from: '/items' });
  const list = useRef<HTMLDivElement>(null);
  const change = (to: MyItemsSearch) =>
    void navigate({ search: (previous) => ({ ...previous, ...to }), replace: true, resetScroll: false });

  const lateItems = late.data?.pages.flatMap((page) => page.rows) ?? [];
  const { thisWeek, later } = byWeek(open.data?.pages.flatMap((page) => page.rows) ?? [], reader);
  const toHandIn = [...lateItems, ...thisWeek, ...later].filter(({ can }) => can.submit);
  const select = (ids: readonly string[]) => change({ selected: writeSelection(ids) });
  const selectedIds = readSelection(selected);
  useRowKeys(list, {
    x: (id) => id !== null && toHandIn.some((item) => item.id === id) && select(toggle(selectedIds, id)),
  });
  const doneItems = done.data?.pages.flatMap((page) => page.rows) ?? [];
  const queries = [late, open, done];
  const isLoading = queries.some((query) => query.isPending);
  const broken = queries.find((query) => query.error && !query.data);

  const isNarrowed = Object.values(narrowed).some((value) => value !== undefined);

  const sections = [
    { title: 'Late', items: lateItems, query: late },
    { title: 'Due this week', items: thisWeek, query: later.length > 0 ? null : open },
    { title: 'Later', items: later, query: open },
    { title: 'Done', items: doneItems, query: done },
  ].filter(({ items }) => items.length > 0);

  const openForm = (itemId: string) => (form: ItemForm) =>
    void navigate({
      to: '/items/$itemId',
      params: { itemId },
      search: (previous) => ({ ...previous, form }),
      resetScroll: false,
    });

  return (
    <Page
      title="My items"
      purpose={purposeOf(lateItems.length, thisWeek.length, isLoading || isNarrowed || broken !== undefined)}
      panel={<Outlet />}
    >
      <OwnLeave />
      <div className={classes.narrow} role="search" aria-label="Which items">
        <SearchField label="Search my items" value={search} onChange={(words) => change({ search: words })} />
        <KindSelect value={{ kind, type }} onChange={change} />
        {selected === undefined && toHandIn.length > 1 && (
          <Button
            variant="subtle"
            color="gray"
            data-quiet
            size="compact-sm"
            onClick={() => change({ selected: '' })}
          >
            Select several
          </Button>
        )}
      </div>
      {broken && (
        <ErrorState
          error={broken.error}
          onRetry={() => void Promise.all(queries.map((query) => query.refetch()))}
        />
      )}
      {isLoading && !broken && <SkeletonRows />}
      {!isLoading && !broken && (
        <div ref={list}>
          {selected !== undefined && (
            <SubmitMany
              items={toHandIn}
              selected={selected}
              onSelect={(next) => change({ selected: next })}
            />
          )}
          {sections.map(({ title, items, query }) => (
            <Section key={title} title={title}>
              <ul>
                {items.map((item) => (
                  <ItemRow
                    key={item.id}
                    item={item}
                    selection={
                      selected === undefined
                        ? undefined
                        : {
                            isSelected: selectedIds.includes(item.id),
                            onToggle: () => select(toggle(selectedIds, item.id)),
                          }
                    }
                    onForm={openForm(item.id)}
                  />
                ))}
              </ul>
              {query && <MoreRows query={query} />}
            </Section>
          ))}
          {sections.length === 0 && isNarrowed && (
            <EmptyState title="Nothing fits">None of your items is of that kind.</EmptyState>
          )}
          {sections.length === 0 && !isNarrowed && (
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

function purposeOf(late: number, thisWeek: number, isUnknown: boolean): string {
  if (isUnknown) return 'What you owe, by when.';
  if (late > 0) return `${count(late, 'item')} late, ${thisWeek || 'nothing'} more due this week.`;
  return thisWeek > 0
    ? `Nothing is late. ${count(thisWeek, 'item')} due this week.`
    : 'Nothing is late, nothing is due this week.';
}
