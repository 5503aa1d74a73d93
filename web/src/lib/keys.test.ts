import { describe, expect, it } from 'vitest';
import { isSendKey, nextRow, plainKey } from './keys.ts';

const press = (key: string, more = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  defaultPrevented: false,
  repeat: false,
  ...more,
});

describe('keys', () => {
  it('mean the page only without modifiers, and never while somebody types', () => {
    expect(plainKey(press('j'), false)).toBe('j');
    expect(plainKey(press('a', { ctrlKey: true }), false)).toBeNull();
    expect(plainKey(press('a', { metaKey: true }), false)).toBeNull();
    expect(plainKey(press('a', { altKey: true }), false)).toBeNull();
    expect(plainKey(press('x', { defaultPrevented: true }), false)).toBeNull();
    expect(plainKey(press('x'), true)).toBeNull();
  });

  it('send a form by Ctrl or Cmd with Enter, never by Enter alone, and once', () => {
    expect(isSendKey(press('Enter', { ctrlKey: true }))).toBe(true);
    expect(isSendKey(press('Enter', { metaKey: true }))).toBe(true);
    expect(isSendKey(press('Enter'))).toBe(false);
    expect(isSendKey(press('Enter', { ctrlKey: true, repeat: true }))).toBe(false);
  });

  it('walk the rows and hold at both ends', () => {
    const rows = ['one', 'two', 'three'];
    expect(nextRow(rows, null, 1)).toBe('one');
    expect(nextRow(rows, 'one', 1)).toBe('two');
    expect(nextRow(rows, 'three', 1)).toBe('three');
    expect(nextRow(rows, 'one', -1)).toBe('one');
    expect(nextRow([], 'one', 1)).toBeUndefined();
  });
});
