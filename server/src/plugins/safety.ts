import fastifyHelmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import underPressure from '@fastify/under-pressure';
import Fastify, { type FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { RequestError } from '../errors.ts';

export interface SafetyOptions {
  isSecure: boolean;
  /** Requests are refused while the process is held up for longer than this, in milliseconds; 0: never. */
  longestStall: number;
}

/**
 * The page loads nothing from elsewhere and runs no script but its own files. Styles may be inline: the component
 * library writes sizes that depend on props into style elements.
 */
const directives = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

/** Headers that keep browsers from doing what the page never needs, and a way out before the process drowns. */
export const safety = fp<SafetyOptions>(
  async (app, { isSecure, longestStall }) => {
    const headers = await headersOf({
      contentSecurityPolicy: { useDefaults: false, directives },
      strictTransportSecurity: isSecure ? { maxAge: 31_536_000 } : false,
      referrerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
    });
    app.addHook('onRequest', (_request, reply, next) => {
      reply.headers(headers);
      next();
    });
    await app.register(underPressure, {
      maxEventLoopDelay: longestStall,
      retryAfter: 5,
      pressureHandler(request: FastifyRequest) {
        // Whoever watches over the process is to hear that it lives.
        if (request.url.startsWith('/api/v1/health/')) return;
        throw new RequestError('unavailable', 'The server has too much to do. Try again in a few seconds.');
      },
    });
  },
  { name: 'safety' },
);

/**
 * What helmet would set. It is the same for every answer, so it is worked out once: doing so for each took as long as
 * everything else that we do to a request (30 of 80 µs).
 */
async function headersOf(options: FastifyHelmetOptions): Promise<Record<string, string>> {
  const probe = Fastify();
  await probe.register(fastifyHelmet, { ...options, global: false });
  probe.get('/bare', async () => '');
  probe.get('/', { helmet: options }, async () => '');
  const [bare, { headers }] = [await probe.inject('/bare'), await probe.inject('/')];
  await probe.close();
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (name in bare.headers ? [] : [[name, String(value)]])),
  );
}
