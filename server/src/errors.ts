import type { Problem } from '@plumbline/shared/contracts/common.ts';
import type { ErrorCode } from '@plumbline/shared/domain/error-codes.ts';

/** What stops a start or a command, in one line that says what to do. Printed without a stack. */
export class StartError extends Error {
  override name = 'StartError';
}

/** An expected refusal; the problem plugin turns it into an RFC 9457 document. */
export class RequestError extends Error {
  override name = 'RequestError';
  readonly code: ErrorCode;
  readonly fields: readonly { path: string; message: string }[];
  /** With a conflict: how the thing stands now. */
  readonly current: Problem['current'];

  /** @param detail what to do about it, for the person at the screen */
  constructor(
    code: ErrorCode,
    detail: string,
    fields: readonly { path: string; message: string }[] = [],
    current?: Problem['current'],
  ) {
    super(detail);
    this.code = code;
    this.fields = fields;
    this.current = current;
  }
}

/** Also the answer for what exists and may not be seen: a 403 would tell that it exists. */
export const notFound = (what: string) =>
  new RequestError('not_found', `No such ${what}, or not one you can see.`);

export const conflict = () =>
  new RequestError('conflict', 'Somebody changed it in the meantime. Look at it again, then decide.');

export const wrongState = (detail: string) => new RequestError('wrong_state', detail);

export const invalid = (path: string, message: string) =>
  new RequestError('invalid_request', `${path}: ${message}`, [{ path, message }]);
