import type { BulkAction, BulkAnswer } from '@plumbline/shared/contracts/item-bulk.ts';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { useReader } from '../../components/useReader.ts';
import { count } from '../../lib/formats.ts';
import { BulkForm } from './BulkForm.tsx';
import classes from './BulkPanel.module.css';
import { type BulkBody, useBulk } from './bulk.mutations.ts';
import { bulkWords, canBe, remarkOf } from './bulk.ts';
import { filtersOf } from './item-list.filters.ts';
import { itemsQuery } from './items.queries.ts';
import { readSelection, writeSelection } from './selection.ts';

const route = getRouteApi('/shell/team-items/bulk/$action');

/** Does one thing about the selected items; what it could not be done to stays selected, and says why. */
export function BulkPanel() {
  const { action } = route.useParams();
  // A key, so that another action begins anew.
  return <Panel key={action} action={action} />;
}

function Panel({ action }: { action: BulkAction }) {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/team-items/bulk/$action' });
  const reader = useReader();
  const query = useInfiniteQuery(itemsQuery(filtersOf(search, reader)));
  const bulk = useBulk(action);
  // Held from when they are sent: the list behind changes by it.
  const [sent, setSent] = useState<Item[] | null>(null);
  const [answer, setAnswer] = useState<BulkAnswer | null>(null);
  const ids = readSelection(search.selected);
  const listed = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const selected = sent ?? listed.filter(({ id }) => ids.includes(id));
  const fitting = selected.filter((item) => canBe(action, item));
  const words = bulkWords[action];

  const close = (left: readonly string[]) =>
    void navigate({
      to: '/team-items',
      search: (previous) => ({ ...previous, selected: writeSelection(left) }),
      resetScroll: false,
    });
  const send = (body: BulkBody) => {
    setSent(selected);
    bulk.mutate(
      { items: fitting, body },
      {
        onSuccess: (given) => {
          if (given.refused.length === 0) close([]);
          else setAnswer(given);
        },
        onError: () => setSent(null),
      },
    );
  };

  if (answer !== null)
    return (
      <SidePanel
        title={`${count(answer.refused.length, 'item')} left as ${answer.refused.length === 1 ? 'it was' : 'they were'}`}
        subtitle={`${words.done} ${count(answer.done.length, 'item')}.`}
        onClose={() => close(answer.refused.map(({ id }) => id))}
      >
        <ul className={classes.items}>
          {answer.refused.map(({ id, reason }) => {
            const item = sent?.find((one) => one.id === id);
            return (
              <li key={id}>
                {item && <strong>{`${item.rep.name}: ${item.title}`}</strong>}
                <p className={classes.remark}>{reason}</p>
              </li>
            );
          })}
        </ul>
      </SidePanel>
    );
  return (
    <SidePanel
      title={`${words.title} · ${count(fitting.length, 'item')}`}
      subtitle={
        fitting.length < selected.length
          ? `The other ${selected.length - fitting.length} selected: ${words.unfit}`
          : undefined
      }
      onClose={() => close(ids)}
    >
      <QueryState query={query} skeletonRows={4}>
        {() =>
          fitting.length === 0 ? (
            <EmptyState title="Nothing is selected that this can be done to">
              Select items in the list with x or the checkbox; they appear here.
            </EmptyState>
          ) : (
            <>
              <ul className={classes.items}>
                {fitting.map((item) => {
                  const remark = remarkOf(action, item, reader);
                  return (
                    <li key={item.id}>
                      <strong>{`${item.rep.name}: ${item.title}`}</strong>
                      {remark && <p className={classes.remark}>{remark}</p>}
                    </li>
                  );
                })}
              </ul>
              <p className={classes.final}>{words.final}</p>
              <BulkForm action={action} isSending={bulk.isPending} error={bulk.error} onSend={send} />
            </>
          )
        }
      </QueryState>
    </SidePanel>
  );
}
