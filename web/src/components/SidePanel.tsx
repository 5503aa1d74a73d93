import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import classes from './SidePanel.module.css';

/**
 * Details beside the list. It has its own URL, so closing it is going somewhere: `onClose` navigates.
 * Focus moves in when it opens and goes back to where it came from when it closes; Escape closes it.
 */
export function SidePanel({
  title,
  subtitle,
  onClose,
  children,
  footer,
}: {
  title: ReactNode;
  subtitle?: ReactNode;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
}) {
  const headingId = useId();
  const panel = useRef<HTMLElement>(null);
  // Looked up before a form inside takes the focus.
  const [cameFrom] = useState(() => document.activeElement);

  useEffect(() => {
    // Where a form has taken it already, it is in the right place.
    if (!panel.current?.contains(document.activeElement)) panel.current?.focus();
    return () => {
      if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus();
    };
  }, [cameFrom]);

  // Heard on the page: the focus is nowhere once the form that had it was sent and is gone.
  const closeByKey = useEffectEvent((event: KeyboardEvent) => {
    const { activeElement, body } = document;
    const isHere = activeElement === body || panel.current?.contains(activeElement);
    if (event.key === 'Escape' && !event.defaultPrevented && isHere) onClose();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => closeByKey(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);

  return (
    <aside ref={panel} className={classes.panel} aria-labelledby={headingId} tabIndex={-1}>
      <header className={classes.header}>
        <div className={classes.titles}>
          <h2 id={headingId}>{title}</h2>
          {subtitle && <p className={classes.subtitle}>{subtitle}</p>}
        </div>
        <ActionIcon aria-label="Close" onClick={onClose}>
          <IconX size={18} />
        </ActionIcon>
      </header>
      <div className={classes.body}>{children}</div>
      {footer && <footer className={classes.footer}>{footer}</footer>}
    </aside>
  );
}
