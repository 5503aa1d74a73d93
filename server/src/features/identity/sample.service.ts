import type { SampleState } from '@plumbline/shared/contracts/session.ts';
import type { ImportStage } from '@plumbline/shared/contracts/imports.ts';
import type { Role } from '@plumbline/shared/domain/roles.ts';
import type { Database } from '../../database/connect.ts';
import { wrongState } from '../../errors.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { Progress } from '../imports/reading/progress.ts';
import { begin } from './identity.service.ts';
import { identityStore } from './identity.store.ts';
import { instructivePerson } from './instructive-person.ts';

export interface SampleServiceDeps {
  database: Pick<Database, 'transaction' | 'unscoped'>;
  /** Writes the sample, imports it, reads its patterns. Takes seconds. */
  load(progress: Progress): Promise<unknown>;
  /** Told what went wrong, for the log. */
  onFailure(error: unknown): void;
}

const stages: Record<ImportStage, string> = {
  queued: 'Inventing half a year of records',
  unpacking: 'Importing them',
  reading: 'Importing them',
  checking: 'Checking every row',
  writing: 'Writing them down',
  finished: 'Reading the patterns, week by week',
};

/** The sample organisation: loading it, and entering it as somebody in it. */
export function sampleService({ database, load, onFailure }: SampleServiceDeps) {
  let loading: Progress | null = null;
  let hasFailed = false;

  async function sampleId(): Promise<string | null> {
    const [sample] = await database.unscoped<
      { id: string }[]
    >`select o.id from organizations o where o.is_sample order by o.id limit 1`;
    return sample?.id ?? null;
  }

  async function state(): Promise<SampleState> {
    // Imported is not ready yet: its patterns are still to be read.
    if (loading !== null) return { state: 'loading', stage: stages[loading.stage] };
    if ((await sampleId()) !== null) return { state: 'ready', stage: null };
    return { state: hasFailed ? 'failed' : 'absent', stage: null };
  }

  return {
    state,

    /** Begins to load it, unless it is there or on its way; answers at once. */
    async start(): Promise<SampleState> {
      const present = await state();
      if (present.state === 'ready' || loading !== null) return present;
      const progress = new Progress();
      loading = progress;
      hasFailed = false;
      load(progress)
        .catch((error: unknown) => {
          hasFailed = true;
          onFailure(error);
        })
        .finally(() => {
          loading = null;
        });
      return state();
    },

    /**
     * Begins a session as somebody in the sample whose pages show something; the session before ends.
     * @throws RequestError wrong_state: it is not loaded yet
     */
    async enter(as: Role, before: Viewer | null, at: Date): Promise<Viewer> {
      const organizationId = loading === null ? await sampleId() : null;
      if (organizationId === null) throw wrongState('Load the sample organisation first.');
      return database.transaction({ organizationId, personId: null }, async (tx) => {
        const personId = await instructivePerson(tx.sql, organizationId, as, at);
        const viewer = personId === null ? null : await begin(tx, personId);
        if (viewer === null) throw wrongState(`Nobody in the sample is a ${as}.`);
        if (before?.organizationId === organizationId) await identityStore(tx).endSession(before.sessionId);
        return viewer;
      });
    },
  };
}

export type SampleService = ReturnType<typeof sampleService>;
