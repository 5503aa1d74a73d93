import type { ImportCounts, ImportFile } from '@plumbline/shared/contracts/imports.ts';
import type { Actor } from '../../database/connect.ts';
import type { NewOrganization } from './organization.ts';
import type { FoundProblem } from './reading/problems.ts';

export interface ImportRequest {
  actor: Actor;
  runId: string;
  /** A folder or a zip. */
  path: string;
  /** As people know it; the path may be a temporary one. */
  fileName: string;
  origin: 'command' | 'page' | 'sample';
  /** Given where the bundle brings the organisation itself. */
  newOrganization: NewOrganization | null;
  /** The moment of the import. */
  at: Date;
}

export interface ImportResult extends ImportCounts {
  status: 'succeeded' | 'rejected';
  runId: string;
  rows: number;
  problemCount: number;
  warningCount: number;
  problems: FoundProblem[];
  files: ImportFile[];
}
