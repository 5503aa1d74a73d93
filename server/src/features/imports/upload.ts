import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from '../../database/ids.ts';

/** An uploaded zip, on disk until its import has ended. */
export interface Upload {
  path: string;
  remove(): Promise<void>;
}

/**
 * Streams an upload to a file of its own. A connection that is cut on the way leaves nothing behind.
 *
 * @throws what the connection or the disk throws
 */
export async function keepUpload(folder: string, body: Readable): Promise<Upload> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${newId()}.zip`);
  const remove = () => rm(path, { force: true });
  try {
    await pipeline(body, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await remove();
    throw error;
  }
  return { path, remove };
}

/** No import takes a day: what is older was left by a process that was killed. */
const staleAfter = 86_400_000;

/** Removes uploads that nobody imports any more. */
export async function removeStaleUploads(folder: string, now: Date): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    const age = now.getTime() - (await stat(path)).mtimeMs;
    if (age > staleAfter) await rm(path, { force: true });
  }
}
