import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from '../database/ids.ts';

/** A file on this machine's disk until it is stored or refused. */
export interface SpooledFile {
  path: string;
  /** Bytes. */
  size: number;
  sha256: Buffer;
}

/**
 * Streams a file to disk, counting and digesting it as it passes; whoever spools it removes it. What is cut off leaves
 * nothing behind.
 *
 * @throws what the connection or the disk throws
 */
export async function spool(folder: string, body: Readable): Promise<SpooledFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, newId());
  const digest = createHash('sha256');
  let size = 0;
  try {
    await pipeline(
      body,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          size += chunk.length;
          digest.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(path, { mode: 0o600 }),
    );
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { path, size, sha256: digest.digest() };
}
