import { Problem } from '@plumbline/shared/contracts/common.ts';
import type { z } from 'zod';
import { ApiError } from './api-error.ts';

/**
 * Sends one file as a form and tells how far it is. By XMLHttpRequest, since fetch does not tell what it has sent.
 *
 * @param onProgress the share that was sent, 0 to 1
 * @throws ApiError; the signal's reason where it was aborted
 */
export function upload<T extends z.ZodType>({
  path,
  file,
  answer,
  onProgress,
  signal,
}: {
  path: string;
  file: File;
  answer: T;
  onProgress: (share: number) => void;
  signal: AbortSignal;
}): Promise<z.output<T>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1${path}`);
    request.setRequestHeader('accept', 'application/json, application/problem+json');
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total));
    request.addEventListener('error', () =>
      reject(
        new ApiError({
          code: 'unreachable',
          status: 0,
          message: 'The file did not arrive. Check the connection, then try again.',
        }),
      ),
    );
    request.addEventListener('load', () => {
      const content = parsed(request.responseText);
      const received = answer.safeParse(content);
      if (request.status < 300 && received.success) resolve(received.data);
      else reject(refusalOf(request.status, content));
    });
    signal.addEventListener('abort', () => {
      request.abort();
      reject(signal.reason);
    });
    const body = new FormData();
    body.append('file', file);
    request.send(body);
  });
}

function refusalOf(status: number, content: unknown): ApiError {
  const problem = Problem.safeParse(content);
  if (!problem.success)
    return new ApiError({
      code: 'unexpected_answer',
      status,
      message: 'The server did not say what went wrong. Try again in a moment.',
    });
  const { code, detail, title, requestId } = problem.data;
  return new ApiError({ code, status, message: detail ?? title, requestId });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
