import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Storage } from './storage.ts';

/** Files under a folder of this machine. A file appears under its name when it is whole. */
export function localStorage(folder: string): Storage {
  const pathOf = (key: string) => join(folder, key);
  return {
    async put(key, { path }) {
      const target = pathOf(key);
      const growing = `${target}.part`;
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await copyFile(path, growing);
      await flush(growing);
      await rename(growing, target);
    },
    async get(key) {
      const file = await open(pathOf(key));
      return createReadStream('', { fd: file });
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
      await rm(`${pathOf(key)}.part`, { force: true });
    },
  };
}

/** To the disk itself: a row that says "stored" must not outlive a power cut alone. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
