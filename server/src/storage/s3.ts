import { openAsBlob } from 'node:fs';
import { Readable } from 'node:stream';
import { AwsClient } from 'aws4fetch';
import type { Storage } from './storage.ts';

/** A bucket of Amazon S3, or of anything that speaks its language. */
export interface Bucket {
  /** With the bucket in it, as a host name or as the first part of the path. */
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Files in a bucket. Sent from disk with their length and digest, which the bucket checks; signed by Signature Version 4. */
export function s3Storage({ url, region, accessKeyId, secretAccessKey }: Bucket): Storage {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 3 });
  const addressOf = (key: string) => `${url.replace(/\/$/, '')}/${key}`;

  async function send(key: string, init: RequestInit, accepted: readonly number[]): Promise<Response> {
    const response = await client.fetch(addressOf(key), init);
    if (accepted.includes(response.status)) return response;
    const said = (await response.text()).slice(0, 500);
    throw new Error(`the bucket answered ${init.method} ${key} with ${response.status}: ${said}`);
  }

  return {
    async put(key, { path, sha256 }) {
      const headers = { 'x-amz-content-sha256': sha256.toString('hex') };
      const response = await send(
        key,
        { method: 'PUT', headers, body: await openAsBlob(path) },
        [200, 201, 204],
      );
      await response.body?.cancel();
    },
    async get(key) {
      const { body } = await send(key, { method: 'GET' }, [200]);
      if (body === null) throw new Error(`the bucket answered GET ${key} with nothing`);
      return Readable.from(body);
    },
    async remove(key) {
      const response = await send(key, { method: 'DELETE' }, [200, 204, 404]);
      await response.body?.cancel();
    },
  };
}
