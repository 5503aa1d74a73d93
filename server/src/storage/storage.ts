import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Config } from '../config.ts';
import { localStorage } from './local.ts';
import { s3Storage } from './s3.ts';
import type { SpooledFile } from './spool.ts';

/** Where files lie for good. Keys are made by the caller, and hold nothing but letters, digits, `-` and `/`. */
export interface Storage {
  /** Stores a file under a key; again under the same key, it is replaced. */
  put(key: string, file: SpooledFile): Promise<void>;
  /** @throws Error where there is none under that key */
  get(key: string): Promise<Readable>;
  /** Removes what is under a key, if anything is. */
  remove(key: string): Promise<void>;
}

/** The storage that the settings name: a bucket, or a folder of the data directory. */
export function openStorage({ dataDir, fileBucket }: Pick<Config, 'dataDir' | 'fileBucket'>): Storage {
  return fileBucket === null ? localStorage(join(dataDir, 'files')) : s3Storage(fileBucket);
}
