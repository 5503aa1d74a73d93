import { describe, expect, it } from 'vitest';
import { readSelection, toggle, writeSelection } from './selection.ts';

describe('the selection', () => {
  it('survives the address bar', () => {
    expect(readSelection(writeSelection(['a', 'b']))).toEqual(['a', 'b']);
    expect(writeSelection([])).toBeUndefined();
    expect(readSelection(undefined)).toEqual([]);
  });

  it('takes a row in, and out again', () => {
    expect(toggle(toggle([], 'a'), 'b')).toEqual(['a', 'b']);
    expect(toggle(['a', 'b'], 'a')).toEqual(['b']);
  });
});
