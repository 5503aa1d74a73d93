import { STATUS_CODES } from 'node:http';
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import { PersonRef, Problem } from '@plumbline/shared/contracts/common.ts';
import { SignalReading, Trial } from '@plumbline/shared/contracts/patterns.ts';
import type { Permission } from '@plumbline/shared/domain/roles.ts';
import { errorCodes } from '@plumbline/shared/domain/error-codes.ts';
import type { RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';

const exampleProblem: z.infer<typeof Problem> = {
  type: '/problems/invalid_request',
  title: 'The request is not valid',
  status: 400,
  code: 'invalid_request',
  detail: 'limit: Too big: expected number to be <=200',
  requestId: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0f01',
  errors: [{ path: 'limit', message: 'Too big: expected number to be <=200' }],
};
const shownProblem = Problem.meta({
  id: 'Problem',
  examples: [exampleProblem],
});

/** What many answers hold: written down once, under these names. (A route's own example would be lost behind a name.) */
const components = { PersonRef, SignalReading, Trial };
for (const [id, schema] of Object.entries(components)) z.globalRegistry.add(schema, { id });

const description = `What Plumbline's own page uses, and all it uses. Times are ISO 8601, names camelCase, lists are paged by
\`cursor\`. Whatever goes wrong is answered with a problem document (RFC 9457) whose \`code\` is for programs. A request that
changes something may carry an \`Idempotency-Key\` and be sent again. What does not exist and what may not be seen are both 404.`;

/** The document of the API at /api/v1/openapi.json, made from the routes themselves, and a reader at /api/docs. */
export const openapi = fp(
  async (app) => {
    await app.register(fastifySwagger, {
      openapi: {
        openapi: '3.1.0',
        info: { title: 'Plumbline', version: '1', description },
        components: {
          securitySchemes: {
            session: { type: 'apiKey', in: 'cookie', name: 'plumbline' },
          },
        },
      },
      transform: jsonSchemaTransform,
      transformObject: (document) => tidied(jsonSchemaTransformObject(document)),
    });
    app.addHook('onRoute', completeAnswers);

    await app.register(async (reader) => {
      reader.addHook('onRoute', (route) => {
        route.config = { ...route.config, permission: 'public' };
      });
      await reader.register(fastifySwaggerUi, {
        routePrefix: '/api/docs',
        uiConfig: { url: '/api/v1/openapi.json' },
        staticCSP: true,
      });
    });

    app.get('/api/v1/openapi.json', {
      config: { permission: 'public' },
      schema: {
        summary: 'This document',
        tags: ['health'],
        response: { 200: z.record(z.string(), z.unknown()) },
      },
      handler: async () => app.swagger(),
    });
  },
  { name: 'openapi' },
);

/**
 * The document, tidied: every component is made twice, as sent and as received, and most are only ever one of the two;
 * an answer without a description gets its status's name.
 */
function tidied(document: object): object {
  const text = JSON.stringify(document);
  return JSON.parse(text, function (this: unknown, key, value: unknown) {
    if (key === 'schemas' && isRecord(value)) {
      return Object.fromEntries(
        Object.entries(value).filter(([name]) => text.includes(`"#/components/schemas/${name}"`)),
      );
    }
    if (key in STATUS_CODES && isRecord(value) && value.description === 'Default Response') {
      return { ...value, description: STATUS_CODES[key] };
    }
    return value;
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

declare module 'fastify' {
  interface FastifySchema {
    'x-permission'?: Permission;
  }
}

/**
 * Adds the answers that any route of its kind can give, so that routes name only what is their own: 200, 409. Says
 * in the document what permission it needs.
 */
function completeAnswers(route: RouteOptions): void {
  const { schema } = route;
  const permission = route.config?.permission;
  if (schema?.summary === undefined || permission === undefined) return;
  const reads = schema.body !== undefined || schema.consumes !== undefined;
  const isOpen = permission === 'public';
  const statuses = [
    ...(reads || schema.params !== undefined || schema.querystring !== undefined ? [400] : []),
    ...(isOpen ? [] : [401]),
    ...((isOpen || permission === 'signed-in') && route.method === 'GET' ? [] : [403]),
    ...(schema.params !== undefined ? [404] : []),
    ...(reads ? [413, 415] : []),
    500,
    503,
  ];
  const problems = Object.fromEntries(statuses.map((status) => [status, Problem]));
  route.schema = {
    ...schema,
    ...(isOpen ? {} : { security: [{ session: [] }] }),
    'x-permission': permission,
    response: documented({ ...problems, ...(isRecord(schema.response) ? schema.response : {}) }),
  };
}

/** Problems have a media type of their own, and say for which codes they stand. */
function documented(answers: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => {
      if (answer !== Problem) return [status, answer];
      const titles = Object.entries(errorCodes).flatMap(([code, { status: of, title }]) =>
        String(of) === status ? [`\`${code}\`: ${title}`] : [],
      );
      return [
        status,
        {
          description: titles.join(' · '),
          content: { 'application/problem+json': { schema: shownProblem } },
        },
      ];
    }),
  );
}
