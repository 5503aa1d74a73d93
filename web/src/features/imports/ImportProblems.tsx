import type { ImportProblem, ImportRun } from '@plumbline/shared/contracts/imports.ts';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { MoreRows } from '../../components/MoreRows.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import classes from './ImportPage.module.css';
import { importProblemsQuery } from './imports.queries.ts';
import { problemsInWords } from './words.ts';

const kept = 1000;

/** What was wrong, by file, line and column, with what was expected instead. */
export function ImportProblems({ run }: { run: ImportRun }) {
  const query = useInfiniteQuery(importProblemsQuery(run.id));
  return (
    <section className={classes.section}>
      <div className={classes.problemsHead}>
        <h2>{problemsInWords(run)}</h2>
        <Button
          component="a"
          href={`/api/v1/imports/${run.id}/problems.csv`}
          download
          variant="default"
          size="xs"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Download as CSV
        </Button>
      </div>
      <p className={classes.hint}>
        {run.problemCount > 0 && 'Mend these rows and bring the zip again; nothing was changed by this one. '}
        {run.problemCount > kept && `The first ${kept.toLocaleString('en')} are listed.`}
      </p>
      <QueryState query={query} skeletonRows={6}>
        {({ pages }) => (
          <>
            <ProblemTable problems={pages.flatMap(({ rows }) => rows)} />
            <MoreRows query={query} />
          </>
        )}
      </QueryState>
    </section>
  );
}

function ProblemTable({ problems }: { problems: readonly ImportProblem[] }) {
  return (
    <div className={classes.scroll} role="region" aria-label="Problems" tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col" className={classes.number}>
              Line
            </th>
            <th scope="col">Column</th>
            <th scope="col">Value</th>
            <th scope="col">Expected</th>
            <th scope="col">Severity</th>
          </tr>
        </thead>
        <tbody>
          {problems.map((problem) => (
            <tr key={problem.position}>
              <td>{problem.file}</td>
              <td className={classes.number} data-label="line">
                {problem.line ?? '–'}
              </td>
              <td data-label="column">{problem.column ?? '–'}</td>
              <td className={`${classes.value} ${classes.whole}`} data-label="value">
                {problem.value === null ? '–' : <code>{problem.value}</code>}
              </td>
              <td className={classes.whole} data-label="expected">
                {problem.expected}
              </td>
              <td data-severity={problem.severity}>{problem.severity}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
