import type { ImportRun } from '@plumbline/shared/contracts/imports.ts';
import classes from './ImportPage.module.css';
import { progressOf, stageWords, statusWords } from './words.ts';

/** How far it is while it runs; then what it changed. Announced as it changes. */
export function ImportProgress({ run }: { run: ImportRun }) {
  const progress = progressOf(run);
  if (run.finishedAt === null) {
    return (
      <div className={classes.running} role="status">
        <p>
          <strong>{stageWords[run.stage]}</strong>
          {run.rowsRead > 0 && ` · ${run.rowsRead.toLocaleString('en')} rows`}
          {run.rowsTotal !== null && ` of ${run.rowsTotal.toLocaleString('en')}`}
        </p>
        <progress className={classes.progress} aria-label="Rows read" max={1} value={progress ?? undefined} />
      </div>
    );
  }
  const counts = [
    { n: run.inserted, word: 'inserted' },
    { n: run.updated, word: 'updated' },
    { n: run.unchanged, word: 'unchanged' },
    { n: run.kept, word: 'kept', why: 'changed by a person here, so the import left them' },
  ];
  return (
    <div role="status" className={classes.ended}>
      <p className={classes.status} data-status={run.status}>
        {statusWords[run.status][0]?.toUpperCase()}
        {statusWords[run.status].slice(1)}
      </p>
      {run.status === 'succeeded' && (
        <dl className={classes.counts}>
          {counts.map(({ n, word, why }) => (
            <div key={word} title={why}>
              <dt>{word}</dt>
              <dd>{n.toLocaleString('en')}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
