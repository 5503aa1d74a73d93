import { Modal } from '@mantine/core';
import type { Me } from '@plumbline/shared/contracts/session.ts';
import { useId, useState } from 'react';
import classes from './CommandPalette.module.css';
import { type PaletteEntry, usePaletteEntries } from './usePaletteEntries.ts';

/** Type a few letters of a page, of what to do, of a person or an item; Enter goes there. Loaded when first asked for. */
export default function CommandPalette({ me, onClose }: { me: Me; onClose: () => void }) {
  const listId = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const found = usePaletteEntries(me, query);
  const current = found[Math.min(at, found.length - 1)];

  const go = (entry: PaletteEntry) => {
    onClose();
    entry.go();
  };
  const move = (by: number) =>
    setAt((index) => (Math.min(index, found.length - 1) + by + found.length) % found.length);

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      title="Go to a page, a person or an item"
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
        aria-activedescendant={current ? `${listId}-${found.indexOf(current)}` : undefined}
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
          else if (event.key === 'Enter' && current) go(current);
          else return;
          event.preventDefault();
        }}
      />
      <ul id={listId} role="listbox" aria-label="Where to" className={classes.list}>
        {found.map((entry, index) => (
          // The keyboard works from the input above (aria-activedescendant); here only the pointer.
          <li
            key={entry.key}
            id={`${listId}-${index}`}
            ref={entry === current ? intoView : undefined}
            role="option"
            aria-selected={entry === current}
            className={classes.option}
            onClick={() => go(entry)}
          >
            <entry.icon size={18} stroke={1.6} aria-hidden />
            <span className={classes.label}>{entry.label}</span>
            {entry.hint && <span className={classes.hint}>{entry.hint}</span>}
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className={classes.none} role="status">
          Nothing is called that.
        </p>
      )}
    </Modal>
  );
}

const intoView = (option: HTMLElement | null) => option?.scrollIntoView({ block: 'nearest' });
