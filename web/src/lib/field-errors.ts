import { ApiError } from './api-error.ts';

/** A problem's `errors` as a form wants them: a message a field. Empty for any other error. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(error.errors.map(({ path, message }) => [path, message]));
}
