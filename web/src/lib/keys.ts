/** What a key press needs to tell for {@link plainKey}; a KeyboardEvent has it all. */
interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  defaultPrevented: boolean;
}

/** The key of a press that is meant for the page: without modifiers, and not while somebody types. Null otherwise. */
export function plainKey(press: Press, isTyping: boolean): string | null {
  if (isTyping || press.ctrlKey || press.metaKey || press.altKey || press.defaultPrevented) return null;
  return press.key;
}

/** Whether a press sends the form: Ctrl+Enter, or Cmd+Enter on a Mac; once, however long it is held. */
export function isSendKey(press: Pick<Press, 'key' | 'ctrlKey' | 'metaKey'> & { repeat: boolean }): boolean {
  return press.key === 'Enter' && (press.ctrlKey || press.metaKey) && !press.repeat;
}

/** What the modifier of shortcuts is called on this machine. */
export const modifierName =
  typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl ';

export const sendKeyName = `${modifierName}↵`;

/** Which row comes next, `by` 1 down or -1 up; the ends hold, and from nowhere one comes to the first row. */
export function nextRow(rows: readonly string[], current: string | null, by: 1 | -1): string | undefined {
  const at = current === null ? -1 : rows.indexOf(current);
  if (at === -1) return rows[0];
  return rows[Math.max(0, Math.min(rows.length - 1, at + by))];
}
