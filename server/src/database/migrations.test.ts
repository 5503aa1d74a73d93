import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import journal from '@plumbline/drizzle/migrations/meta/_journal.json' with { type: 'json' };
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../../drizzle/migrations');

it('names every migration in the journal, in the order of their numbers', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  expect(journal.entries.map(({ tag }) => `${tag}.sql`)).toEqual(files.toSorted());
});

it('gives each a later time than the one before: what is older than the last one applied is skipped', () => {
  const times = journal.entries.map(({ when }) => when);
  expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
});
