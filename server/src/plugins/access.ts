import type { Permission } from '@plumbline/shared/domain/roles.ts';
import type { FastifyRequest, RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import { RequestError } from '../errors.ts';
import { can } from '../policies/can.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What somebody needs to call the route. `public` is written out; a route without keeps the app from starting. */
    permission?: Permission;
  }
  interface FastifyInstance {
    /** Every route with its permission, for the matrix of tests. */
    routeTable: readonly RouteEntry[];
  }
}

export interface RouteEntry {
  method: string;
  url: string;
  permission: Permission | undefined;
}

export interface AccessOptions {
  /** How browsers reach the page; null: by whatever host they name. */
  publicUrl: string | null;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Lets a request through to the route whose permission its sender holds. */
export const access = fp<AccessOptions>(
  (app, { publicUrl }, done) => {
    const routes: RouteOptions[] = [];
    const publicOrigin = publicUrl === null ? null : new URL(publicUrl).origin;
    app.decorate('routeTable', {
      getter: () => routes.flatMap(entriesOf),
    });
    app.addHook('onRoute', (route) => void routes.push(route));
    app.addHook('onReady', (ready) => {
      const [forgotten] = app.routeTable.filter(({ permission }) => permission === undefined);
      ready(
        forgotten &&
          new Error(`${forgotten.method} ${forgotten.url} declares no permission (config.permission)`),
      );
    });

    app.addHook('onRequest', (request, _reply, next) => {
      // Only the handler for unknown addresses has none; it tells nothing.
      const { permission = 'public' } = request.routeOptions.config;
      if (!safeMethods.has(request.method) && !comesFromOwnPage(request, publicOrigin)) {
        throw new RequestError(
          'not_permitted',
          'Another site sent this request. Use the page at its own address (PUBLIC_URL).',
        );
      }
      if (!can(request.signedIn, permission)) {
        if (request.signedIn === null) throw new RequestError('not_signed_in', 'Sign in, then ask again.');
        throw new RequestError('not_permitted', '');
      }
      next();
    });
    done();
  },
  { name: 'access', dependencies: ['session'] },
);

/**
 * Whether a request that changes something comes from our page, or from a program, which sends no Origin and no cookie
 * of somebody else's. The cookie is SameSite=Strict already; this also holds in browsers that do not know it, and
 * between sites on one domain.
 */
function comesFromOwnPage({ headers, host }: FastifyRequest, publicOrigin: string | null): boolean {
  const { origin } = headers;
  if (origin === undefined)
    return headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin';
  return origin === publicOrigin || (URL.canParse(origin) && new URL(origin).host === host);
}

function entriesOf({ method, url, config }: RouteOptions): RouteEntry[] {
  return [method].flat().map((one) => ({ method: one, url, permission: config?.permission }));
}
