import { Button } from '@mantine/core';
import type { Role } from '@plumbline/shared/domain/roles.ts';
import { IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { QueryState } from '../../components/QueryState.tsx';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import classes from './EntryPage.module.css';
import { useEnterSample, useLoadSample } from './identity.mutations.ts';
import { sampleQuery } from './identity.queries.ts';

const ways: { role: Role; does: string }[] = [
  { role: 'rep', does: 'hands in what is due, says why something is late' },
  { role: 'manager', does: 'sees what waits for an answer, and asks' },
  { role: 'executive', does: 'reads the patterns, opens a flag down to the rows' },
];

/** Loads the sample where it is not there yet, then one click enters it as one of the three. */
export function SampleEntrance() {
  const sample = useQuery(sampleQuery);
  const load = useLoadSample();
  const enter = useEnterSample();

  return (
    <QueryState query={sample} skeletonRows={3}>
      {({ state, stage }) => {
        if (state === 'loading') {
          return (
            <div role="status" className={classes.roles}>
              <p>{stage ?? 'Preparing the sample organisation'}…</p>
              <div className={classes.progress} />
            </div>
          );
        }
        if (state === 'ready') {
          return (
            <div className={classes.roles}>
              {ways.map(({ role, does }) => (
                <button
                  key={role}
                  type="button"
                  className={classes.role}
                  disabled={enter.isPending}
                  onClick={() => enter.mutate(role)}
                >
                  <strong>
                    As a{role === 'executive' ? 'n' : ''} {role}
                  </strong>
                  <span>{does}</span>
                  <IconChevronRight size={16} aria-hidden />
                </button>
              ))}
              <ErrorLine error={enter.error} />
            </div>
          );
        }
        return (
          <>
            {state === 'failed' && (
              <p role="alert">The sample could not be loaded. The server’s log says why.</p>
            )}
            <Button size="md" onClick={() => load.mutate()} loading={load.isPending}>
              {state === 'failed' ? 'Try again' : 'Load the sample organisation'}
            </Button>
            <ErrorLine error={load.error} />
          </>
        );
      }}
    </QueryState>
  );
}
