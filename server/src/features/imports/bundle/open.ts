import { stat } from 'node:fs/promises';
import { openFolder } from './folder.ts';
import { type BundleSource, BundleError } from './source.ts';
import { openZip } from './zip.ts';

/**
 * Opens a folder or a zip.
 *
 * @throws BundleError where it is neither, or a zip that we will not unpack
 */
export async function openBundle(path: string): Promise<BundleSource> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new BundleError('a folder or zip that exists');
  return found.isDirectory() ? openFolder(path) : openZip(path);
}
