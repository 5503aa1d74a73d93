import { RequestError } from '../errors.ts';

/** What the parser of forms threw, as what the sender of a `file` can do about it; anything else as it is. */
export function formError(error: unknown, file: 'file' | 'zip'): unknown {
  return isUnreadable(error)
    ? new RequestError(
        'invalid_request',
        `The form is broken or ends too early. Send the ${file} again, as multipart/form-data.`,
      )
    : error;
}

/** The parser of forms throws bare errors; those of the connection and the disk carry a code. */
const isUnreadable = (error: unknown) =>
  error instanceof Error && error.name === 'Error' && !('code' in error);
