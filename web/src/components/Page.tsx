import { type ReactNode, useEffect } from 'react';
import classes from './Page.module.css';

/** One title, one line of purpose, one primary action; beside it perhaps a side panel that keeps the list in view. */
export function Page({
  title,
  purpose,
  action,
  panel,
  children,
}: {
  title: string;
  purpose: ReactNode;
  action?: ReactNode;
  panel?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Plumbline`;
  }, [title]);

  return (
    <div className={classes.page}>
      <div className={classes.list}>
        <header className={classes.header}>
          <div>
            <h1>{title}</h1>
            <p className={classes.purpose}>{purpose}</p>
          </div>
          {action && <div className={classes.action}>{action}</div>}
        </header>
        {children}
      </div>
      {panel}
    </div>
  );
}
