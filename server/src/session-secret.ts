import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { StartError } from './errors.ts';

/**
 * What signs the session cookies: SESSION_SECRET, or a secret made at the first start and kept in the data directory,
 * for its owner alone to read. Delete the file `session-secret` and start again to end all sessions at once.
 *
 * @throws StartError where it can be neither read nor written
 */
export async function sessionSecret({
  sessionSecret: given,
  dataDir,
}: Pick<Config, 'sessionSecret' | 'dataDir'>): Promise<string> {
  if (given !== null) return given;
  const file = join(dataDir, 'session-secret');
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    // Two servers that start at once: the second finds the first one's.
    await writeFile(file, randomBytes(48).toString('base64url'), {
      mode: 0o600,
      flag: 'wx',
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    throw new StartError(
      `${file} cannot be written. Set SESSION_SECRET (32 characters or more), or PLUMBLINE_DATA_DIR to a folder that can be.`,
      { cause },
    );
  }
}
