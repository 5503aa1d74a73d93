import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './WaitingRow.module.css';

/** Where the item of a row opens: in the panel of the list that it stands in. */
export type WaitingPanel = '/today/items/$itemId' | '/directives/items/$itemId';

/** An item on which somebody waits for the reader: what it is, and on the right what is to be done and by when. */
export function WaitingRow({
  rowId,
  item,
  panel,
  facts,
  action,
  children,
}: {
  /** What the keyboard's selection knows it by. */
  rowId: string;
  item: { id: string; title: string };
  panel: WaitingPanel;
  facts: ReactNode;
  action: ReactNode;
  children?: ReactNode;
}) {
  return (
    <li className={classes.row} data-row={rowId}>
      <div>
        <p className={classes.line}>
          <Link
            to={panel}
            params={{ itemId: item.id }}
            search={(search) => search}
            resetScroll={false}
            className={classes.title}
            data-row-focus
          >
            {item.title}
          </Link>
          <span className={classes.facts}>{facts}</span>
        </p>
        {children}
      </div>
      {action}
    </li>
  );
}
