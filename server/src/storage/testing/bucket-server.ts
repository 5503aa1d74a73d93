import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Bucket } from '../s3.ts';

type Credentials = Omit<Bucket, 'url'>;

export interface BucketServer {
  bucket: Bucket;
  /** How each object came in. */
  received: ReadonlyMap<string, { length: number; chunked: boolean }>;
  close(): Promise<void>;
}

/**
 * A bucket over HTTP that keeps its objects in memory and lets in who signs as Amazon says. Written from the
 * specification, apart from the client under test.
 * Source: Amazon S3 API Reference, "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)".
 */
export async function bucketServer(credentials: Credentials): Promise<BucketServer> {
  const objects = new Map<string, Buffer>();
  const received = new Map<string, { length: number; chunked: boolean }>();
  const server = createServer((request, response) => {
    void answer(request).then(([status, body]) => response.writeHead(status).end(body));
  });

  async function answer(request: IncomingMessage): Promise<[status: number, body?: Buffer | string]> {
    const body = await buffer(request);
    if (request.headers.authorization !== signatureOf(request, credentials))
      return [403, 'SignatureDoesNotMatch'];
    const claimed = request.headers['x-amz-content-sha256'];
    if (claimed !== 'UNSIGNED-PAYLOAD' && claimed !== sha256(body)) return [400, 'XAmzContentSHA256Mismatch'];
    const key = (request.url ?? '').replace('/bucket/', '');
    if (request.method === 'PUT') {
      objects.set(key, body);
      received.set(key, {
        length: Number(request.headers['content-length']),
        chunked: request.headers['transfer-encoding'] !== undefined,
      });
      return [200];
    }
    if (request.method === 'DELETE') {
      objects.delete(key);
      return [204];
    }
    const object = objects.get(key);
    return object === undefined ? [404, 'NoSuchKey'] : [200, object];
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return {
    bucket: { ...credentials, url: `http://127.0.0.1:${address.port}/bucket` },
    received,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** The header that a request must carry, worked out from the request and the secret. */
function signatureOf(
  { method, url, headers }: IncomingMessage,
  { region, accessKeyId, secretAccessKey }: Credentials,
): string {
  const signed = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  const time = String(headers['x-amz-date']);
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
  const canonical = [
    method,
    url,
    '',
    ...signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    signed,
    headers['x-amz-content-sha256'],
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
}
