import type { RepRecord } from '@plumbline/shared/contracts/record.ts';
import { useReader } from '../../components/useReader.ts';
import { formatDate } from '../../lib/formats.ts';
import { Tally } from '../items/Tally.tsx';
import classes from './record.module.css';

/** Week by week what came in on time, late, and is not due yet; the latest week on top, weeks without anything left out. */
export function RecordWeeks({ weeks }: { weeks: RepRecord['weeks'] }) {
  const reader = useReader();
  const held = weeks.filter(({ onTime, late, open }) => onTime + late + open > 0).toReversed();
  if (held.length === 0) return <p className={classes.none}>Nothing was due.</p>;
  return (
    <table className={classes.weeks}>
      <thead>
        <tr>
          <th scope="col">Week of</th>
          <th scope="col" aria-hidden />
          <th scope="col" className={classes.number}>
            On time
          </th>
          <th scope="col" className={classes.number}>
            Late
          </th>
          <th scope="col" className={classes.number}>
            Not due yet
          </th>
        </tr>
      </thead>
      <tbody>
        {held.map(({ week, onTime, late, open }) => (
          <tr key={week}>
            <th scope="row">{formatDate(week, reader)}</th>
            <td aria-hidden>
              <Tally onTime={onTime} late={late} open={open} />
            </td>
            <td className={classes.number}>{onTime}</td>
            <td className={late > 0 ? `${classes.number} ${classes.late}` : classes.number}>{late}</td>
            <td className={classes.number}>{open}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "41 of 52 came in on time"; null where nothing has come due. */
export function onTimeWords(weeks: RepRecord['weeks']): string | null {
  const onTime = weeks.reduce((sum, week) => sum + week.onTime, 0);
  const due = weeks.reduce((sum, week) => sum + week.onTime + week.late, 0);
  return due === 0 ? null : `${onTime} of ${due} came in on time in ${weeks.length} weeks`;
}
