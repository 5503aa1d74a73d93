import { z } from 'zod';
import { Id, Instant, PageQuery, PersonRef, pageOf } from './common.ts';

export const AuditEntry = z.object({
  id: Id,
  at: Instant,
  actor: PersonRef.nullable(),
  action: z.string(),
  subjectType: z.string(),
  subjectId: Id.nullable(),
  details: z.record(z.string(), z.unknown()),
  sealed: z.boolean(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditQuery = PageQuery.extend({
  subjectType: z.string().max(50).optional(),
  subjectId: Id.optional(),
});
export const AuditPage = pageOf(AuditEntry);
export type AuditPage = z.infer<typeof AuditPage>;
