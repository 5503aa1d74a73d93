import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const foldersOf = async (path: string) =>
  (await readdir(join(root, path), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
    .map(({ name }) => name);
const text = await readFile(join(root, 'ARCHITECTURE.md'), 'utf8');

const listed = /one name in all of them: ([a-z, -]+)\./.exec(text)?.[1]?.split(', ') ?? [];

it('ARCHITECTURE.md names the features that there are, on the server and on the page', async () => {
  expect(listed).toEqual((await foldersOf('server/src/features')).toSorted());
  expect(listed).toEqual(expect.arrayContaining(await foldersOf('web/src/features')));
});

it('and says what each folder of the server is for', async () => {
  const unsaid = (await foldersOf('server/src')).filter((name) => !text.includes(`\`server/src/${name}`));
  expect(unsaid).toEqual([]);
});
