import { Modal } from '@mantine/core';
import type { Me } from '@plumbline/shared/contracts/session.ts';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import classes from './CommandPalette.module.css';
import { matching } from './matching.ts';
import { navigationFor } from './navigation.ts';

/** Type a few letters of a page's name, Enter goes there. Loaded when first asked for. */
export default function CommandPalette({ me, onClose }: { me: Me; onClose: () => void }) {
  const navigate = useNavigate();
  const listId = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const found = matching(
    query,
    navigationFor(me).flatMap((section) => section.destinations),
  );
  const current = found[Math.min(at, found.length - 1)];

  const go = (to: (typeof found)[number]['to']) => {
    onClose();
    void navigate({ to });
  };
  const move = (by: number) =>
    setAt((index) => (Math.min(index, found.length - 1) + by + found.length) % found.length);

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      title="Go to a page"
      classNames={{ header: classes.header }}
      yOffset="15vh"
      centered={false}
    >
      <input
        className={classes.input}
        role="combobox"
        aria-label="Go to"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={current ? `${listId}-${current.to}` : undefined}
        placeholder="Go to…"
        value={query}
        data-autofocus
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') move(1);
          else if (event.key === 'ArrowUp') move(-1);
          else if (event.key === 'Enter' && current) go(current.to);
          else return;
          event.preventDefault();
        }}
      />
      <ul id={listId} role="listbox" aria-label="Pages" className={classes.list}>
        {found.map(({ to, label, icon: Icon }) => (
          // The keyboard works from the input above (aria-activedescendant); here only the pointer.
          <li
            key={to}
            id={`${listId}-${to}`}
            role="option"
            aria-selected={to === current?.to}
            className={classes.option}
            onClick={() => go(to)}
          >
            <Icon size={18} stroke={1.6} aria-hidden />
            {label}
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className={classes.none} role="status">
          No page is called that.
        </p>
      )}
    </Modal>
  );
}
