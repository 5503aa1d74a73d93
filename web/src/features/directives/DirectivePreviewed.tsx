import type { IssueDirectiveRequest } from '@plumbline/shared/contracts/directives.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { useReader } from '../../components/useReader.ts';
import { count, formatTime } from '../../lib/formats.ts';
import classes from './DirectivePreviewed.module.css';
import { previewQuery } from './directives.queries.ts';

/**
 * What issuing it would do: whom it reaches, through whom, when it is due, and what is like it already.
 * @param isToSend false from when it is sent on: read once more then, it would find itself
 */
export function DirectivePreviewed({
  wanted,
  isToSend,
}: {
  wanted: IssueDirectiveRequest;
  isToSend: boolean;
}) {
  const reader = useReader();
  const search = useSearch({ from: '/shell/directives' });
  const { data, error } = useQuery({ ...previewQuery(wanted), enabled: isToSend });
  if (error) return <ErrorLine error={error} />;
  if (!data) return null;
  const { reps, managers, due, isWorkingDay, alike } = data;
  return (
    <div className={classes.preview} role="status">
      <p>
        {reps === 0
          ? 'It would reach nobody.'
          : `Reaches ${count(reps, 'person', 'people')}${managers.length > 0 ? ` in ${count(managers.length, 'team')}: ${managers.map(({ manager, reps: of }) => `${manager.name} (${of})`).join(', ')}` : ''}.`}
      </p>
      {due.length > 1 && (
        <p>
          For you due {due.map(({ timeZone, at }) => `${formatTime(at, reader)} (${timeZone})`).join(', ')}.
        </p>
      )}
      {!isWorkingDay && <p className={classes.caution}>That is no working day.</p>}
      {alike.length > 0 && (
        <>
          <p className={classes.caution}>Some of them owe something like it already:</p>
          <ul>
            {alike.map((other) => (
              <li key={other.id}>
                <Link to="/directives/$directiveId" params={{ directiveId: other.id }} search={search}>
                  {other.title}
                </Link>
                , {other.issuedBy.name}, due {formatTime(other.dueAt, reader)} (
                {count(other.reps, 'person', 'people')})
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
