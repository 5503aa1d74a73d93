import type { FastifyRequest } from 'fastify';

const ownAddress = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const ownName = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;
const proxyHeaders = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
];

/**
 * Whether a request comes from this very machine: from its own address, under its own name (a foreign site whose name
 * was pointed here keeps that name), and not through a proxy, which stands on this machine for anybody.
 */
export function isFromThisMachine({
  socket,
  headers,
  host,
}: Pick<FastifyRequest, 'socket' | 'headers' | 'host'>): boolean {
  return (
    ownAddress.test(socket.remoteAddress ?? '') &&
    ownName.test(host) &&
    proxyHeaders.every((name) => headers[name] === undefined)
  );
}
