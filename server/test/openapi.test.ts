import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AppUnderTest, appUnderTest } from './app-under-test.ts';

const Operation = z.looseObject({
  summary: z.string().min(5),
  tags: z.array(z.string()).min(1),
  'x-permission': z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  parameters: z.array(z.object({ in: z.string(), name: z.string() })).optional(),
  requestBody: z.looseObject({ content: z.record(z.string(), z.unknown()) }).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({
      description: z.string().min(2),
      content: z.record(z.string(), z.looseObject({})).optional(),
    }),
  ),
});
type Operation = z.infer<typeof Operation>;

let server: AppUnderTest;
let operations: [name: string, operation: Operation][];
beforeAll(async () => {
  server = await appUnderTest();
  const document = (await server.app.inject({ url: '/api/v1/openapi.json' })).json();
  expect(document.openapi).toBe('3.1.0');
  const paths = z.record(z.string(), z.record(z.string(), z.unknown())).parse(document.paths);
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => {
      const parsed = Operation.safeParse(operation);
      if (!parsed.success) throw new Error(`${method} ${path}: ${z.prettifyError(parsed.error)}`);
      return [`${method.toUpperCase()} ${path}`, parsed.data];
    }),
  );
});
afterAll(() => server.close());

describe('the API document', () => {
  it('holds every route of the API', () => {
    const routes = server.app.routeTable
      .filter(({ method, url }) => method !== 'HEAD' && url.startsWith('/api/v1/'))
      .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`);
    expect(operations.map(([name]) => name).toSorted()).toEqual(routes.toSorted());
    expect(routes.length).toBeGreaterThan(40);
  });

  it('names every status that a route of its kind can answer', () => {
    for (const [
      name,
      { 'x-permission': permission, parameters = [], requestBody, responses, security },
    ] of operations) {
      const wanted = new Set(['500', '503']);
      if (permission !== 'public') wanted.add('401');
      if (!['public', 'signed-in'].includes(permission)) wanted.add('403');
      if (name.includes('{')) wanted.add('404');
      if (parameters.length > 0 || requestBody !== undefined) wanted.add('400');
      if (requestBody !== undefined) for (const status of ['413', '415']) wanted.add(status);
      const missing = [...wanted].filter((status) => !(status in responses));
      expect([name, missing]).toEqual([name, []]);
      expect([name, Object.keys(responses).some((status) => status.startsWith('2'))]).toEqual([name, true]);
      expect([name, security !== undefined]).toEqual([name, permission !== 'public']);
    }
  });

  it('shows an example of every body, sent and received', () => {
    for (const [name, { requestBody, responses }] of operations) {
      if (name === 'GET /api/v1/openapi.json') continue;
      if (requestBody?.content['application/json'] !== undefined)
        expect([name, exampleIn(requestBody)]).toEqual([name, true]);
      for (const [status, { content }] of Object.entries(responses)) {
        if (!status.startsWith('2') || content?.['application/json'] === undefined) continue;
        expect([name, status, exampleIn(content['application/json'])]).toEqual([name, status, true]);
      }
    }
  });

  it('calls a problem by its media type', () => {
    for (const [name, { responses }] of operations) {
      for (const status of ['401', '403', '404', '409', '500']) {
        const { content = { 'application/problem+json': {} } } = responses[status] ?? {};
        expect([name, Object.keys(content)]).toEqual([name, ['application/problem+json']]);
      }
    }
  });

  it('can be read by people', async () => {
    const page = await server.app.inject({ url: '/api/docs/' });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('swagger-ui');
  });
});

describe('a route without a permission', () => {
  it('keeps the application from starting', async () => {
    const { buildApp } = await import('../src/app.ts');
    const app = await buildApp(server.usual);
    app.get('/api/v1/forgotten', async () => 'anybody may read this');
    await expect(app.ready()).rejects.toThrow('GET /api/v1/forgotten declares no permission');
  });
});

const exampleIn = (part: object) => /"examples?":/.test(JSON.stringify(part));
