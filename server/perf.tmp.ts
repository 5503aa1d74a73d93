import Fastify from 'fastify';
import { z } from 'zod';
import { contracts } from './src/plugins/contracts.ts';
import { problem } from './src/plugins/problem.ts';
import { safety } from './src/plugins/safety.ts';
import { session } from './src/plugins/session.ts';
import { access } from './src/plugins/access.ts';
import { attempts } from './src/plugins/attempts.ts';
import { openapi } from './src/plugins/openapi.ts';
import { metrics } from './src/plugins/metrics.ts';
import { newId } from './src/database/ids.ts';
const steps = {
  bare: [], problem: [problem], contracts: [[contracts, {}]], safety: [[safety, { isSecure: false }]], session: [[session, { secret: 'x'.repeat(40) }]], access: [[access, { publicUrl: null }]], attempts: [[attempts, { perAddress: 6, perAccount: 6 }]], openapi: [openapi], metrics: [[metrics, { token: null }]],
};
const plugins: any[] = [];
for (const [name, add] of Object.entries(steps)) {
  plugins.push(...add);
  const app = Fastify({ genReqId: newId });
  for (const p of plugins) Array.isArray(p) ? await app.register(p[0], p[1]) : await app.register(p);
  const schema: any = plugins.some((p) => p[0] === contracts) ? { response: { 200: z.object({ a: z.string() }) }, querystring: z.object({ limit: z.coerce.number().default(5) }) } : {};
  app.get('/x', { config: { permission: name === 'access' || steps ? 'public' : 'public' } as any, schema }, async () => ({ a: 'b' }));
  await app.ready();
  const cookie = plugins.some((p) => p[0] === session) ? `plumbline=${app.jwt.sign({ sid: newId(), sub: newId(), org: newId(), role: 'rep', admin: false })}` : 'a=b';
  const run = async (n: number) => { for (let i = 0; i < n; i++) await app.inject({ url: '/x', headers: { cookie } }); };
  await run(3000);
  const c = process.cpuUsage(); await run(8000); const u = process.cpuUsage(c);
  console.log(name.padEnd(10), ((u.user + u.system) / 8000).toFixed(1), 'us cpu per request');
  await app.close();
}
