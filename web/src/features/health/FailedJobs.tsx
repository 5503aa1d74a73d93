import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Section } from '../../components/Section.tsx';
import { useReader } from '../../components/useReader.ts';
import { count, formatTime } from '../../lib/formats.ts';
import classes from './FailedJobs.module.css';
import { failedJobsQuery } from './health.queries.ts';
import { jobWords } from './words.ts';

/** What the server does by itself and failed at; nothing while it gets through. */
export function FailedJobs() {
  const { data, error, refetch } = useQuery(failedJobsQuery);
  const reader = useReader();
  if (error && data === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined || data.rows.length === 0) return null;
  return (
    <Section
      title="Work of the server that failed"
      note="It is tried again by itself; the server’s log says why."
    >
      <ul>
        {data.rows.map(({ job, times, lastAt }) => (
          <li key={job} className={classes.row}>
            <p className={classes.name}>{jobWords[job]}</p>
            <p className={classes.text}>
              {`Failed ${count(times, 'time')} since it last got through, last ${formatTime(lastAt, reader)}.`}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
