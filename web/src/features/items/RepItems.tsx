import type { ListedState } from '@plumbline/shared/contracts/item-lists.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MoreRows } from '../../components/MoreRows.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { useReader } from '../../components/useReader.ts';
import { Mark } from './Mark.tsx';
import classes from './RepPanel.module.css';
import { dueWords, nearnessOf } from './due.ts';
import { itemsQuery } from './items.queries.ts';

/** A rep's items of one state, as the manager sees them. */
export function RepItems({ repId, title, state }: { repId: string; title: string; state: ListedState }) {
  const reader = useReader();
  const query = useInfiniteQuery(itemsQuery({ scope: 'team', rep: repId, state, limit: 10 }));
  return (
    <section aria-label={title}>
      <h3 className={classes.heading}>{title}</h3>
      <QueryState query={query} skeletonRows={2}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.rows);
          if (items.length === 0) return <p className={classes.none}>Nothing.</p>;
          return (
            <>
              <ul>
                {items.map((item) => {
                  const nearness = nearnessOf(item, reader);
                  return (
                    <li key={item.id} className={classes.item}>
                      <Mark nearness={nearness} />
                      <Link
                        to="/team/$repId/items/$itemId"
                        params={{ repId, itemId: item.id }}
                        resetScroll={false}
                      >
                        {item.title}
                      </Link>
                      <span className={classes[nearness]}>{dueWords(item, reader, 'short')}</span>
                    </li>
                  );
                })}
              </ul>
              <MoreRows query={query} />
            </>
          );
        }}
      </QueryState>
    </section>
  );
}
