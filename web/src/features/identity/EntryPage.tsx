import { type ReactNode, useEffect } from 'react';
import { Mark } from '../../components/Mark.tsx';
import classes from './EntryPage.module.css';

/** What the pages without a session look like: the name, one column, nothing else. */
export function EntryPage({
  title,
  purpose,
  wide = false,
  children,
}: {
  title: string;
  purpose: ReactNode;
  wide?: boolean;
  children?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Plumbline`;
  }, [title]);
  return (
    <main className={classes.page}>
      <div className={wide ? classes.wide : classes.column}>
        <p className={classes.brand}>
          <Mark /> Plumbline
        </p>
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.purpose}>{purpose}</p>
        {children}
      </div>
    </main>
  );
}
