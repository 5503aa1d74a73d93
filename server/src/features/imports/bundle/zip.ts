import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { type BundleSource, BundleError, type SourceFile } from './source.ts';

/** What a zip may hold at most. A bundle has 19 files; some zips bring a few of their maker's own. */
export interface ZipLimits {
  entries: number;
  /** Unpacked, all together. */
  bytes: number;
  /** Unpacked over packed. CSV shrinks to a tenth, to a thirtieth at the very best. */
  ratio: number;
}

export const zipLimits: ZipLimits = { entries: 1000, bytes: 64 * 1024 ** 3, ratio: 200 };

/**
 * Opens a zip without unpacking it to disk: its files are read as they are needed. One folder around the files is fine.
 *
 * @throws BundleError for what is no zip, for names that climb out, links, and for zip bombs
 */
export async function openZip(path: string, limits: ZipLimits = zipLimits): Promise<BundleSource> {
  let zip: ZipFile;
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: false });
  } catch {
    throw new BundleError('a zip file, or a folder of CSV files');
  }
  try {
    return { files: await filesOf(zip, limits), close: async () => zip.close() };
  } catch (error) {
    zip.close();
    if (error instanceof BundleError) throw error;
    // yauzl refuses absolute names, names with "..", and directories that contradict themselves.
    throw new BundleError(
      `a sound zip file (${error instanceof Error ? error.message : 'it cannot be read'})`,
    );
  }
}

async function filesOf(zip: ZipFile, limits: ZipLimits): Promise<SourceFile[]> {
  if (zip.entryCount > limits.entries) throw new BundleError(`a zip of at most ${limits.entries} files`);
  const files = new Map<string, SourceFile>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/') || entry.fileName.startsWith('__MACOSX/')) continue;
    if (isLink(entry)) throw new BundleError('a plain file, not a link', entry.fileName);
    if (entry.isEncrypted()) throw new BundleError('a zip without a password', entry.fileName);
    total += entry.uncompressedSize;
    if (total > limits.bytes)
      throw new BundleError(`files of at most ${limits.bytes / 1024 ** 3} GB when unpacked`, entry.fileName);
    if (entry.uncompressedSize > Math.max(entry.compressedSize, 1024) * limits.ratio) {
      throw new BundleError(`a file that unpacks to at most ${limits.ratio} times its size`, entry.fileName);
    }
    const name = entry.fileName.slice(entry.fileName.lastIndexOf('/') + 1);
    if (name.startsWith('.')) continue;
    if (files.has(name)) throw new BundleError('each file once', entry.fileName);
    // yauzl holds every stream to the size that the directory names, so the limits above cannot be lied to.
    files.set(name, { name, size: entry.uncompressedSize, open: () => zip.openReadStreamPromise(entry) });
  }
  return [...files.values()];
}

/** Unix keeps a file's type in the upper half of the external attributes. */
function isLink(entry: Entry): boolean {
  const type = (entry.externalFileAttributes >>> 16) & 0o170000;
  return type === 0o120000;
}
