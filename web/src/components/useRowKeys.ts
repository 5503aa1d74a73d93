import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { nextRow, plainKey } from '../lib/keys.ts';

/**
 * j and k move through the rows of a list, other keys act on the row one is at. The browser's focus is the only
 * cursor: a row carries `data-row` with its id and one element with `data-row-focus`, usually its link, so that Enter
 * opens it as any link opens. When a row leaves the list, one goes on from where it was.
 */
export function useRowKeys(
  list: RefObject<HTMLElement | null>,
  commands: Record<string, (rowId: string | null) => void>,
): { move: (by: 1 | -1) => void } {
  const last = useRef<string | null>(null);

  const rowElements = () => Array.from(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? []);

  const current = (): string | null => {
    const here = document.activeElement?.closest<HTMLElement>('[data-row]');
    if (here && list.current?.contains(here)) last.current = here.dataset.row ?? null;
    return last.current;
  };

  const move = (by: 1 | -1) => {
    const rows = rowElements();
    const ids = rows.map((row) => row.dataset.row ?? '');
    const next = nextRow(ids, current(), by);
    if (next === undefined) return;
    last.current = next;
    rows[ids.indexOf(next)]?.querySelector<HTMLElement>('[data-row-focus]')?.focus();
  };

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const key = plainKey(event, isTyping(event.target));
    if (key === 'j') move(1);
    else if (key === 'k') move(-1);
    else if (key === null || !commands[key]) return;
    // A key that is held down moves on, and does nothing twice.
    else if (!event.repeat) commands[key](current());
    event.preventDefault();
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);

  return { move };
}

/** A checkbox takes no letters: right after ticking one, the keys go on working. */
const typing = 'input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog]';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(typing) !== null;
}
