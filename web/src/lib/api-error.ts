import type { ErrorCode } from '@plumbline/shared/domain/error-codes.ts';
import type { Problem } from '@plumbline/shared/contracts/common.ts';

/**
 * Why a request did not do what was asked: the server's problem document (RFC 9457), or one of two things only a
 * browser can know: `unreachable`, and `unexpected_answer` where the answer does not keep to the contract.
 */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly code: ErrorCode | 'unreachable' | 'unexpected_answer';
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** For whoever reads the server's log; null where there was no answer. */
  readonly requestId: string | null;
  /** What is wrong, field by field. */
  readonly errors: NonNullable<Problem['errors']>;

  constructor(of: {
    code: ApiError['code'];
    status: number;
    message: string;
    requestId?: string | null;
    errors?: Problem['errors'];
  }) {
    super(of.message);
    this.code = of.code;
    this.status = of.status;
    this.requestId = of.requestId ?? null;
    this.errors = of.errors ?? [];
  }

  /** Whether the same request may do better in a moment. */
  get isTemporary(): boolean {
    return this.code === 'unreachable' || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** Whether somebody has to sign in (again). */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'not_signed_in';
}
