import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { organizations } from './commands.ts';
import type { Database } from './database/connect.ts';
import { newId } from './database/ids.ts';
import { importService } from './features/imports/imports.service.ts';
import { Progress } from './features/imports/reading/progress.ts';
import { evaluate } from './pipeline/evaluate.ts';

export interface SampleRequest {
  database: Database;
  /** Writes the sample as a bundle into a folder. */
  write(folder: string): Promise<{
    /** Its first day: the policy is in force from then, as if the product had been in use since. */
    firstDay: string;
  }>;
  now: Date;
  /** Numbers to look at while it is imported. */
  progress?: Progress;
}

/** What the sample organisation is called. */
export const sampleName = 'Northwind sample';

/**
 * Loads the sample organisation the way any other comes in, by import, and reads its record week by week. Where there is
 * one already it stays as it is.
 *
 * @returns the sample organisation's id
 * @throws Error where the simulation wrote a bundle that the import rejects: a defect
 */
export async function loadSample({
  database,
  write,
  now,
  progress = new Progress(),
}: SampleRequest): Promise<string> {
  const present = (await organizations(database.unscoped)).find(({ isSample }) => isSample);
  if (present) return present.id;

  const folder = await mkdtemp(join(tmpdir(), 'plumbline-sample-'));
  try {
    const { firstDay } = await write(folder);
    const organizationId = newId();
    // Evaluated below, before anybody looks at it; no job is needed.
    const imports = importService({ database, enqueueEvaluation: async () => undefined });
    const result = await imports.run(
      {
        actor: { organizationId, personId: null },
        path: folder,
        fileName: 'sample',
        origin: 'sample',
        newOrganization: { name: sampleName, timeZone: null, isSample: true, policyFrom: firstDay },
        at: now,
      },
      progress,
    );
    if (result.status === 'rejected') {
      const [first] = result.problems;
      throw new Error(
        `the sample was rejected: ${first?.file}:${first?.line} ${first?.column} expected ${first?.expected}`,
      );
    }
    await evaluate(database, { organizationId, now, reason: 'sample', seenAsRaised: true });
    return organizationId;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
