import { ImportRun } from '@plumbline/shared/contracts/imports.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { importProblemsQuery, importQuery, importsQuery } from './imports.queries.ts';

/**
 * Keeps a running import's data up to date from the server's events until it has ended. The browser reconnects by
 * itself when the connection drops; each event carries the whole run, so nothing is missed.
 */
export function useImportProgress(id: string, isRunning: boolean): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!isRunning) return;
    const events = new EventSource(`/api/v1/imports/${id}/events`);
    events.addEventListener('progress', ({ data }) => {
      const run = ImportRun.parse(JSON.parse(data));
      queryClient.setQueryData(importQuery(id).queryKey, run);
      if (run.finishedAt === null) return;
      events.close();
      void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey });
      void queryClient.invalidateQueries({ queryKey: importProblemsQuery(id).queryKey });
    });
    return () => events.close();
  }, [id, isRunning, queryClient]);
}
