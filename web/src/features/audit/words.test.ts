import { expect, it } from 'vitest';
import { detailsLine, spaced } from './words.ts';

it('says actions with spaces', () => {
  expect(spaced('flag.viewed')).toBe('flag viewed');
  expect(spaced('import_run')).toBe('import run');
});

it('puts details on one line: ids by their last digits, nothing for what is not there', () => {
  expect(detailsLine({ managerId: '01a20b69-d6c1-7002-b249-53d1d889a73f', reason: null, inserted: 12 })).toBe(
    'manager id: …89a73f · inserted: 12',
  );
  expect(
    detailsLine({ schedule: { rule: 'FREQ=WEEKLY', owedBy: { ids: [], kind: 'reps' }, endsBefore: null } }),
  ).toBe('schedule: (rule FREQ=WEEKLY, owed by (kind reps))');
  expect(detailsLine({})).toBe('');
  expect(detailsLine({ note: 'x'.repeat(1000) })).toHaveLength(241);
});
