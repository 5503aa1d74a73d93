import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { newId } from '../../database/ids.ts';
import { invalid, RequestError } from '../../errors.ts';
import { inTurn } from '../../in-turn.ts';
import { formError } from '../../plugins/forms.ts';

/** An uploaded zip, on disk until its import has ended. */
export interface Upload {
  path: string;
  /** As the sender calls it. */
  fileName: string;
  remove(): Promise<void>;
}

/**
 * Streams the one file of a form to a file of its own. Whatever goes wrong on the way leaves nothing behind.
 *
 * @throws RequestError invalid_request, too_large, unsupported_media_type, and what the connection or the disk throws
 */
export async function receiveUpload(
  request: FastifyRequest,
  folder: string,
  limitBytes: number,
): Promise<Upload> {
  if (!request.isMultipart())
    throw new RequestError('unsupported_media_type', 'Send the zip as multipart/form-data.');
  let upload: Upload | null = null;
  try {
    for await (const part of request.parts({ limits: { files: 2, fields: 10, fileSize: limitBytes } })) {
      if (part.type === 'field') continue;
      if (upload !== null) {
        part.file.resume();
        throw invalid('file', 'one zip at a time: send each as an import of its own');
      }
      upload = await keep(folder, part.filename, part.file);
      if (part.file.truncated) {
        const megabytes = Math.floor(limitBytes / 1024 ** 2);
        throw new RequestError('too_large', `A zip has at most ${megabytes} MB (UPLOAD_LIMIT_MB).`);
      }
    }
    if (upload === null) throw invalid('file', 'a zip file');
    return upload;
  } catch (error) {
    await upload?.remove();
    throw formError(error, 'zip');
  }
}

async function keep(folder: string, fileName: string, body: Readable): Promise<Upload> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${newId()}.zip`);
  const remove = () => rm(path, { force: true });
  try {
    await pipeline(body, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await remove();
    throw error;
  }
  return { path, fileName: fileName.slice(0, 200) || 'upload.zip', remove };
}

/** No import takes a day: what is older was left by a process that was killed. */
const staleAfter = 86_400_000;

/**
 * Removes uploads that nobody imports any more.
 * @throws AggregateError once all have had their turn, with an error for each that is still there
 */
export async function removeStaleUploads(folder: string, now: Date): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const remove = async (name: string) => {
    const path = join(folder, name);
    const age = now.getTime() - (await stat(path)).mtimeMs;
    if (age > staleAfter) await rm(path, { force: true });
  };
  await inTurn(names, remove, {
    one: (name) => `${join(folder, name)} could not be removed.`,
    some: (failures) => `${failures} of ${names.length} uploads could not be removed.`,
  });
}
