import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleSource } from './source.ts';

/** Opens a folder of CSV files. Folders inside it are left alone. */
export async function openFolder(path: string): Promise<BundleSource> {
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name);
  const files = await Promise.all(
    names.sort().map(async (name) => ({
      name,
      size: (await stat(join(path, name))).size,
      open: async () => createReadStream(join(path, name), { highWaterMark: 256 * 1024 }),
    })),
  );
  return { files, close: async () => undefined };
}
