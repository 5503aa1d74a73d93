import { type BulkAction, mostAtOnce } from '@plumbline/shared/contracts/item-bulk.ts';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, Outlet, getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import { CsvLink } from '../../components/CsvLink.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { SelectionBar } from '../../components/SelectionBar.tsx';
import { said } from '../../components/toasts.tsx';
import { useReader } from '../../components/useReader.ts';
import { useRowKeys } from '../../components/useRowKeys.ts';
import { count } from '../../lib/formats.ts';
import { keptSearch } from '../saved-views/kept-search.ts';
import { SavedViewTabs } from '../saved-views/SavedViewTabs.tsx';
import { BulkButtons } from './BulkButtons.tsx';
import { ItemFilterBar } from './ItemFilterBar.tsx';
import { ItemTable } from './ItemTable.tsx';
import classes from './TeamItemsPage.module.css';
import { grouped } from './grouping.ts';
import { filtersOf } from './item-list.filters.ts';
import { ItemListSearch } from './item-list.search.ts';
import { itemsQuery } from './items.queries.ts';
import { readSelection, toggle, writeSelection } from './selection.ts';

const route = getRouteApi('/shell/team-items');

/** Everything that the people below one owe and have handed in, narrowed, sorted and grouped as the address says. */
export function TeamItemsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const reader = useReader();
  const filters = filtersOf(search, reader);
  const query = useInfiniteQuery(itemsQuery(filters));
  const items = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const selected = readSelection(search.selected);
  const list = useRef<HTMLDivElement>(null);
  const kept = keptSearch(search, ['selected']);

  const change = (changed: Partial<ItemListSearch>) =>
    void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true, resetScroll: false });
  const select = (ids: readonly string[]) => change({ selected: writeSelection(ids) });

  /** The selected items, or else the one at hand. */
  const meant = (id: string | null) => (selected.length > 0 || id === null ? selected : [id]);
  const open = (action: BulkAction, ids: readonly string[]) => {
    if (ids.length === 0) said('Select one or more items first, with x or the checkbox.');
    else
      void navigate({
        to: '/team-items/bulk/$action',
        params: { action },
        search: (previous) => ({ ...previous, selected: writeSelection(ids) }),
        resetScroll: false,
      });
  };

  useRowKeys(list, {
    x: (id) => id !== null && items.some((item) => item.id === id) && select(toggle(selected, id)),
    a: (id) => open('ask', meant(id)),
    f: (id) => open('log', meant(id)),
  });

  const toggleAll = (of: readonly Item[]) => {
    const ids = of.map(({ id }) => id);
    const others = selected.filter((id) => !ids.includes(id));
    select(ids.every((id) => selected.includes(id)) ? others : [...others, ...ids].slice(0, mostAtOnce));
  };

  const groups = search.by ? grouped(items, search.by, reader) : [{ key: 'all', title: 'Items', items }];
  return (
    <Page
      title="Items"
      purpose="What your people owe, and what they have handed in."
      action={<CsvLink list="items" filters={filters} />}
      panel={<Outlet />}
    >
      <SavedViewTabs
        list="items"
        search={kept}
        usual={[{ label: 'Everything owed', search: {} }]}
        link={({ key, label, search: to, isCurrent }) => (
          <Link
            key={key}
            to="/team-items"
            search={ItemListSearch.parse(to)}
            activeOptions={{ exact: true }}
            aria-current={isCurrent ? 'true' : undefined}
          >
            {label}
          </Link>
        )}
      />
      <ItemFilterBar
        search={search}
        filters={filters}
        shownRep={items.find(({ rep }) => rep.id === search.rep)?.rep}
        onChange={change}
      />
      <div ref={list}>
        <QueryState query={query}>
          {() =>
            items.length === 0 ? (
              <NoItems isNarrowed={Object.keys(kept).length > 0} />
            ) : (
              <>
                <SelectionBar
                  isSelecting={selected.length > 0}
                  standing={
                    selected.length > 0
                      ? `${count(selected.length, 'item')} selected`
                      : `${query.hasNextPage ? 'The first ' : ''}${count(items.length, 'item')}`
                  }
                >
                  <BulkButtons
                    selected={items.filter(({ id }) => selected.includes(id))}
                    onOpen={(action) => open(action, selected)}
                  />
                </SelectionBar>
                {groups.map((group) => (
                  <div key={group.key} className={classes.group}>
                    <ItemTable
                      caption={
                        search.by ? `${group.title}, ${count(group.items.length, 'item')}` : group.title
                      }
                      isCaptionShown={search.by !== undefined}
                      items={group.items}
                      selected={selected}
                      showRep={search.by !== 'rep'}
                      onToggle={(id) => select(toggle(selected, id))}
                      onToggleAll={() => toggleAll(group.items)}
                    />
                  </div>
                ))}
                <MoreRows query={query} />
              </>
            )
          }
        </QueryState>
      </div>
    </Page>
  );
}

function NoItems({ isNarrowed }: { isNarrowed: boolean }) {
  if (isNarrowed)
    return (
      <EmptyState title="Nothing fits">
        No item of your people is of that kind. Clear the filters, or choose another state.
      </EmptyState>
    );
  return (
    <EmptyState title="Nothing is owed">
      Items come with the paperwork that is scheduled and the directives that are issued.
    </EmptyState>
  );
}
