import { AuditQuery } from '@plumbline/shared/contracts/audit.ts';
import { z } from 'zod';

export const AuditSearch = z.object({
  subjectType: AuditQuery.shape.subjectType.catch(undefined),
  subjectId: AuditQuery.shape.subjectId.catch(undefined),
});
