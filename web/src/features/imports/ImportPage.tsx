import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { formatTime } from '../../lib/formats.ts';
import { useReader } from '../../components/useReader.ts';
import { ImportFiles } from './ImportFiles.tsx';
import classes from './ImportPage.module.css';
import { ImportProblems } from './ImportProblems.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { importQuery } from './imports.queries.ts';
import { useImportProgress } from './useImportProgress.ts';
import { originWords } from './words.ts';

const route = getRouteApi('/shell/imports/$importId');

/** One import while it runs, and what came of it: counts, files with their hashes, and every problem by row. */
export function ImportPage() {
  const { importId } = route.useParams();
  const reader = useReader();
  const query = useQuery(importQuery(importId));
  useImportProgress(importId, query.data?.finishedAt === null);
  const run = query.data;
  return (
    <Page
      title={run?.fileName ?? 'Import'}
      purpose={
        run
          ? `${formatTime(run.createdAt, reader)} · ${run.startedBy ? `${run.startedBy.name}, ` : ''}${originWords[run.origin]}`
          : 'What came of it'
      }
    >
      <QueryState query={query} skeletonRows={6}>
        {(loaded) => (
          <>
            <ImportProgress run={loaded} />
            {loaded.problemCount + loaded.warningCount > 0 && <ImportProblems run={loaded} />}
            {loaded.files.length > 0 && (
              <section className={classes.section}>
                <h2>Files</h2>
                <ImportFiles files={loaded.files} />
              </section>
            )}
          </>
        )}
      </QueryState>
    </Page>
  );
}
