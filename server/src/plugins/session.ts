import fastifyCookie from '@fastify/cookie';
import fastifyJwt from '@fastify/jwt';
import fp from 'fastify-plugin';
import type { Role } from '@plumbline/shared/domain/roles.ts';
import { RequestError } from '../errors.ts';
import type { Viewer } from '../policies/viewer.ts';

/** What the cookie says. Signed, so believed; whether the session still runs is asked of the database each time. */
interface SessionToken {
  sid: string;
  sub: string;
  org: string;
  role: Role;
  admin: boolean;
}

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: SessionToken;
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in by the cookie of this request; null: nobody. */
    signedIn: Viewer | null;
    /** Who is signed in. @throws RequestError not_signed_in */
    readonly viewer: Viewer;
  }
  interface FastifyReply {
    /** Gives the browser the cookie of a session that was begun. */
    giveSession(viewer: Viewer): FastifyReply;
    takeSession(): FastifyReply;
  }
}

export interface SessionOptions {
  /** At least 32 characters. Another one ends all sessions. */
  secret: string;
  /** Whether browsers come by https: the cookie then never travels without. */
  isSecure: boolean;
}

/** How long somebody stays signed in, in seconds. */
export const sessionSeconds = 14 * 86_400;

/** Reads the session cookie of each request, writes it at sign-in. */
export const session = fp<SessionOptions>(
  async (app, { secret, isSecure }) => {
    // A browser accepts the prefix only over https, with Secure, for this host alone.
    const cookieName = isSecure ? '__Host-plumbline' : 'plumbline';
    const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure } as const;
    await app.register(fastifyCookie);
    await app.register(fastifyJwt, {
      secret,
      cookie: { cookieName, signed: false },
      sign: { algorithm: 'HS256', expiresIn: sessionSeconds },
      verify: { algorithms: ['HS256'], cache: 1000 },
    });

    app.decorateRequest('signedIn', null);
    app.decorateRequest('viewer', {
      getter() {
        if (this.signedIn === null) throw new RequestError('not_signed_in', 'Sign in, then ask again.');
        return this.signedIn;
      },
    });
    app.decorateReply(
      'giveSession',
      function ({ sessionId, personId, organizationId, role, isAdmin }: Viewer) {
        const token = app.jwt.sign({
          sid: sessionId,
          sub: personId,
          org: organizationId,
          role,
          admin: isAdmin,
        });
        return this.setCookie(cookieName, token, { ...attributes, maxAge: sessionSeconds });
      },
    );
    app.decorateReply('takeSession', function () {
      return this.clearCookie(cookieName, attributes);
    });

    app.addHook('onRequest', (request, _reply, next) => {
      const token = request.cookies[cookieName];
      if (token !== undefined) request.signedIn = viewerOf(token);
      next();
    });

    function viewerOf(token: string): Viewer | null {
      try {
        const { sid, sub, org, role, admin } = app.jwt.verify<SessionToken>(token);
        return { sessionId: sid, personId: sub, organizationId: org, role, isAdmin: admin };
      } catch {
        // Run out, or signed with another secret: as good as none.
        return null;
      }
    }
  },
  { name: 'session' },
);
