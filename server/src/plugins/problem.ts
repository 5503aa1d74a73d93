import { Problem } from '@plumbline/shared/contracts/common.ts';
import { errorCodes, type ErrorCode } from '@plumbline/shared/domain/error-codes.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import postgres from 'postgres';
import { SessionEnded } from '../database/connect.ts';
import { RequestError } from '../errors.ts';

/** How any change can be refused, as its route lists its answers. */
export const changeRefusals = { 400: Problem, 401: Problem, 403: Problem, 404: Problem, 409: Problem };

/** Every refusal and every failure leaves as an RFC 9457 document, here and nowhere else. */
export const problem = fp(
  (app, _options, done) => {
    app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply));
    app.setNotFoundHandler((request, reply) =>
      answerProblem(
        new RequestError('not_found', `There is no ${request.method} ${pathOf(request)}.`),
        request,
        reply,
      ),
    );
    done();
  },
  { name: 'problem' },
);

/** Answers with the problem that an error is; what nobody foresaw is logged whole and told to nobody. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error);
  const { status, title } = errorCodes[refusal.code];
  if (refusal.code === 'internal') request.log.error({ err: error }, 'a request failed');
  if (refusal.code === 'unavailable') {
    request.log.warn(
      { reason: error instanceof Error ? error.message : String(error) },
      'a request could not be served',
    );
    reply.header('retry-after', 2);
  }
  const document: Problem = {
    type: `/problems/${refusal.code}`,
    title,
    status,
    code: refusal.code,
    ...(refusal.message === '' ? {} : { detail: refusal.message }),
    requestId: request.id,
    ...(refusal.fields.length === 0 ? {} : { errors: [...refusal.fields] }),
    ...(refusal.current === undefined ? {} : { current: refusal.current }),
  };
  return reply
    .code(status)
    .header('x-request-id', request.id)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(document));
}

const pathOf = ({ url }: FastifyRequest) => url.split('?', 1)[0];

function refusalOf(error: unknown): RequestError {
  if (error instanceof RequestError) return error;
  if (error instanceof SessionEnded)
    return new RequestError('not_signed_in', 'Your session has ended. Sign in again.');
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map(({ instancePath, message = 'is wrong' }) => ({
      path: instancePath.slice(1).replaceAll('/', '.') || (error.validationContext ?? 'request'),
      message,
    }));
    return new RequestError(
      'invalid_request',
      fields.map(({ path, message }) => `${path}: ${message}`).join('; '),
      fields,
    );
  }
  if (isDatabaseAway(error))
    return new RequestError('unavailable', 'Try again in a moment; nothing was changed.');
  if (error instanceof postgres.PostgresError) return databaseRefusal(error);
  return frameworkRefusal(error);
}

/** What the web framework itself refuses: unreadable JSON, too much of it, a media type that no route reads. */
function frameworkRefusal(error: unknown): RequestError {
  const statusCode = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  const message = error instanceof Error ? error.message : '';
  const code = typeof statusCode === 'number' ? codeByStatus.get(statusCode) : undefined;
  return code === undefined ? new RequestError('internal', '') : new RequestError(code, message);
}

const codeByStatus: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'invalid_request'],
  [404, 'not_found'],
  [406, 'invalid_request'],
  [408, 'invalid_request'],
  [413, 'too_large'],
  [414, 'too_large'],
  [415, 'unsupported_media_type'],
  [429, 'too_many_requests'],
  [503, 'unavailable'],
]);

/** Error codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function databaseRefusal({ code }: postgres.PostgresError): RequestError {
  switch (code) {
    case '22021':
    case '22P05':
      return new RequestError(
        'invalid_request',
        'The text holds a character that cannot be stored (U+0000).',
      );
    // What a contract should have refused before. Still what was sent is wrong, and not the server.
    case '22003':
    case '22007':
    case '22008':
      return new RequestError('invalid_request', 'A number or a date in the request is out of range.');
    case '40001':
    case '40P01':
      return new RequestError('conflict', 'Somebody changed the same thing at the same moment. Try again.');
    default:
      return new RequestError('internal', '');
  }
}

const driverCodes = new Set([
  'ABORT_ERR',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);
/** Shutting down, crashed, starting up, out of connections. */
const serverCodes = new Set(['57P01', '57P02', '57P03', '53300']);

/** Whether the database could not be reached, or went away under the request; the pool connects again by itself. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  if (error instanceof postgres.PostgresError)
    return serverCodes.has(error.code) || error.code.startsWith('08');
  return driverCodes.has(error.code) && ('syscall' in error ? error.syscall !== 'open' : true);
}
