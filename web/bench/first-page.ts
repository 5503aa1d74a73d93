import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

const dist = resolve(import.meta.dirname, '../dist');

/** What Vite says of each part that it built: its file, and the parts that it loads at once. */
const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).default([]) }),
);

/** What a rep's browser runs before My items is there: the entry, and the page's own parts. */
const firstPage = ['index.html', 'src/features/items/MyItemsPage.tsx'];

/** The most that may come, in bytes of gzipped JavaScript. */
export const firstPageLimit = 200 * 1024;

/**
 * Bytes of gzipped JavaScript that the first page of a rep loads, by the manifest of the last build.
 * @throws Error where there is no build
 */
export function firstPageBytes(): number {
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')));
  const files = new Set<string>();
  const visit = (name: string): void => {
    const part = manifest[name];
    if (!part) throw new Error(`the build has no ${name}`);
    if (files.has(part.file)) return;
    files.add(part.file);
    part.imports.forEach(visit);
  };
  firstPage.forEach(visit);
  return [...files]
    .filter((file) => file.endsWith('.js'))
    .reduce((bytes, file) => bytes + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0);
}

if (import.meta.main) {
  const bytes = firstPageBytes();
  process.stdout.write(
    `first page of a rep: ${(bytes / 1024).toFixed(1)} KB of ${firstPageLimit / 1024} KB gzipped JavaScript\n`,
  );
}
