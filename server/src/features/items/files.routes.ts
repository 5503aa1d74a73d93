import multipart from '@fastify/multipart';
import { IdParams, Problem } from '@plumbline/shared/contracts/common.ts';
import { FileParams, SubmittedFile } from '@plumbline/shared/contracts/items.ts';
import type { Readable } from 'node:stream';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { invalid, RequestError } from '../../errors.ts';
import { formError } from '../../plugins/forms.ts';
import { type ItemFilesDeps, itemFiles } from './item-files.ts';
import { exampleFile } from './items.examples.ts';

export interface FileRoutesDeps extends ItemFilesDeps {
  now(): Date;
}

const tags = ['items'];
/** What a form needs around its file, in bytes. */
const formOverhead = 64 * 1024;

/** Files of submissions, in and out. */
export function fileRoutes({ now, ...deps }: FileRoutesDeps): FastifyPluginAsync {
  const files = itemFiles(deps);

  return async (instance) => {
    await instance.register(multipart);
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.post('/items/:id/files', {
      config: { permission: 'items.own' },
      bodyLimit: deps.limit + formOverhead,
      schema: {
        summary: 'Upload a file for a submission that is still to come',
        description:
          'Its kind is told from what is in it. The submission names the ids of its files; what none has named after a day is removed.',
        tags,
        consumes: ['multipart/form-data'],
        params: IdParams,
        response: {
          201: SubmittedFile.meta({ examples: [exampleFile] }),
          400: Problem,
          401: Problem,
          403: Problem,
          404: Problem,
          409: Problem,
          413: Problem,
          415: Problem,
        },
      },
      async handler(request, reply) {
        const { viewer, params } = request;
        await files.mayUpload(viewer, params.id, now());
        if (!request.isMultipart())
          throw new RequestError('unsupported_media_type', 'Send the file as multipart/form-data.');
        try {
          const part = await request.file({ limits: { files: 1, fields: 5, fileSize: deps.limit } });
          if (part === undefined) throw invalid('file', 'a file');
          const uploaded = { name: part.filename, body: part.file, isTruncated: () => part.file.truncated };
          return await reply.code(201).send(await files.upload(viewer, params.id, uploaded, now()));
        } catch (error) {
          throw formError(error, 'file');
        }
      },
    });

    app.get('/items/:id/files/:fileId', {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'A file that was handed in with an item that one sees',
        tags,
        produces: ['application/octet-stream'],
        params: FileParams,
        response: { 200: z.custom<Readable>().describe('The file'), 401: Problem, 404: Problem },
      },
      async handler(request, reply) {
        const { id, fileId } = request.params;
        const { name, mediaType, size, body } = await files.download(request.viewer, id, fileId, now());
        return reply
          .headers({
            'content-type': mediaType,
            'content-length': size,
            // Saved, never shown here: what somebody uploaded does not run as a page of ours.
            'content-disposition': `attachment; filename*=UTF-8''${encoded(name)}`,
            'content-security-policy': "sandbox; default-src 'none'",
            'x-content-type-options': 'nosniff',
            'cache-control': 'private, no-store',
          })
          .send(body);
      },
    });
  };
}

/** Source: RFC 8187, 3.2.1: what `encodeURIComponent` leaves and `attr-char` does not have. */
const encoded = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
