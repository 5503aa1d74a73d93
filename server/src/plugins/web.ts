import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';

export interface WebOptions {
  /** Where the built page lies. */
  folder: string;
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
/** Woff and pictures are compressed already. */
const compressible = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt', '.webmanifest']);

const compress = {
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9 },
    }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 9 }),
};
type Encoding = keyof typeof compress;

/**
 * Serves the built page from memory: a few megabytes, each file compressed once, when it is first asked for. Any address
 * that a browser navigates to, other than the API's, is a page's and gets the one HTML file.
 */
export const web = fp<WebOptions>(
  async (app, { folder }) => {
    const assets = await loadAssets(folder);
    const page = assets.get('/index.html');
    if (page === undefined)
      app.log.warn(`There is no page in ${folder}; build it (npm start does). The API is served alone.`);

    app.get('/*', {
      config: { permission: 'public' },
      schema: { hide: true },
      async handler(request, reply) {
        const [path = '/'] = request.url.split('?', 1);
        const asset = assets.get(path) ?? (isNavigation(request, path) ? page : undefined);
        return asset === undefined ? reply.callNotFound() : sendAsset(asset, request, reply);
      },
    });
  },
  { name: 'web' },
);

interface Asset {
  type: string;
  /** Its name holds its digest, so that it never changes. */
  isImmutable: boolean;
  etag: string;
  body: Buffer;
  encoded: Partial<Record<Encoding, Promise<Buffer>>>;
  isCompressible: boolean;
}

async function loadAssets(folder: string): Promise<Map<string, Asset>> {
  const names = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  }).catch(() => []);
  const files = names.filter((entry) => entry.isFile() && extname(entry.name) in types);
  return new Map(
    await Promise.all(
      files.map(async ({ parentPath, name }): Promise<[string, Asset]> => {
        const file = join(parentPath, name);
        const body = await readFile(file);
        const path = `/${file
          .slice(folder.length + 1)
          .split(sep)
          .join('/')}`;
        const extension = extname(name);
        return [
          path,
          {
            type: types[extension] ?? 'application/octet-stream',
            isImmutable: path.startsWith('/assets/'),
            etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
            body,
            encoded: {},
            isCompressible: compressible.has(extension) && body.length > 1000,
          },
        ];
      }),
    ),
  );
}

const isNavigation = ({ headers }: FastifyRequest, path: string) =>
  !path.startsWith('/api/') && extname(path) === '' && (headers.accept ?? '').includes('text/html');

async function sendAsset(
  asset: Asset,
  { headers }: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  reply
    .header('cache-control', asset.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache')
    .header('etag', asset.etag)
    .type(asset.type);
  if (asset.isCompressible) reply.header('vary', 'accept-encoding');
  if (headers['if-none-match']?.includes(asset.etag)) return reply.code(304).send();
  const encoding = asset.isCompressible ? encodingFor(headers['accept-encoding']) : null;
  if (encoding === null) return reply.send(asset.body);
  asset.encoded[encoding] ??= compress[encoding](asset.body);
  return reply.header('content-encoding', encoding).send(await asset.encoded[encoding]);
}

function encodingFor(accepted: string | string[] | undefined): Encoding | null {
  const offered = String(accepted ?? '')
    .split(',')
    .map((one) => one.trim().split(';', 1)[0]);
  if (offered.includes('br')) return 'br';
  return offered.includes('gzip') ? 'gzip' : null;
}
