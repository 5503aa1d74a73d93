import { AuditPage, AuditQuery, type AuditEntry } from '@plumbline/shared/contracts/audit.ts';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../../database/connect.ts';
import { auditReadModel } from './audit.read-model.ts';

const example: AuditEntry = {
  id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0e01',
  at: '2026-10-19T08:30:00.000Z',
  actor: { id: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c01', name: 'Ana Ortiz' },
  action: 'item.submitted',
  subjectType: 'item',
  subjectId: '0199c3a0-5b1e-7c44-9d2e-6f1f3a9b0c10',
  details: {},
  sealed: true,
};

/** The record of who did what. */
export function auditRoutes({ database, now }: { database: Database; now(): Date }): FastifyPluginAsync {
  const audit = auditReadModel(database);
  return async (instance) => {
    instance.withTypeProvider<ZodTypeProvider>().get('/audit', {
      config: { permission: 'audit.read' },
      schema: {
        summary: 'Who did what to which row, newest first',
        description:
          '`sealed`: the digest chain covers it, so that a later change would show (`plumbline audit verify`).',
        tags: ['audit'],
        querystring: AuditQuery,
        response: {
          200: AuditPage.meta({
            examples: [{ rows: [example], nextCursor: null }],
          }),
        },
      },
      handler: (request) => audit.list(request.viewer, request.query, now()),
    });
  };
}
