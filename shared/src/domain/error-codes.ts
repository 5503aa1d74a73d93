/**
 * Every problem document's `code`, with its HTTP status and title.
 * Source of the document's shape: RFC 9457.
 */
export const errorCodes = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  invalid_cursor: { status: 400, title: 'The cursor is not one of this list' },
  not_signed_in: { status: 401, title: 'Sign in first' },
  wrong_credentials: { status: 401, title: 'The e-mail address or the password is wrong' },
  not_permitted: { status: 403, title: 'Your role does not include this' },
  not_found: { status: 404, title: 'There is nothing here that you can see' },
  conflict: { status: 409, title: 'It was changed in the meantime' },
  wrong_state: { status: 409, title: 'That is not possible in its present state' },
  needs_confirmation: { status: 409, title: 'This is a lot: please confirm it' },
  idempotency_key_reused: { status: 409, title: 'The Idempotency-Key was used for another request' },
  too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'That media type is not accepted here' },
  too_many_requests: { status: 429, title: 'Too many attempts; wait a little' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'The database cannot be reached at the moment; try again shortly' },
} as const;

export type ErrorCode = keyof typeof errorCodes;
