import type { TeamWeeks } from '@plumbline/shared/contracts/items.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useRowKeys } from '../../components/useRowKeys.ts';
import { formatDate } from '../../lib/formats.ts';
import { useReader } from '../../components/useReader.ts';
import classes from './TeamGrid.module.css';
import { Tally } from './Tally.tsx';

/** Reps by weeks, a tally mark an item. */
export function TeamGrid({ team }: { team: TeamWeeks }) {
  const reader = useReader();
  const grid = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  useRowKeys(grid, {
    o: (repId) =>
      repId !== null &&
      void navigate({ to: '/team/$repId/one-to-one', params: { repId }, resetScroll: true }),
  });

  // The weeks run to the right: where not all fit, the latest are the ones to see.
  useEffect(() => {
    const { current } = grid;
    if (!current) return;
    const observer = new ResizeObserver(() => current.scrollTo({ left: current.scrollWidth }));
    observer.observe(current);
    return () => observer.disconnect();
  }, []);

  return (
    <>
      <p className={classes.legend} aria-hidden>
        <Tally onTime={1} late={0} open={0} /> on time
        <Tally onTime={0} late={1} open={0} /> late
        <Tally onTime={0} late={0} open={1} /> not due yet
      </p>
      <div ref={grid} className={classes.scroll} tabIndex={0} role="region" aria-label="Reps by weeks">
        <table className={classes.grid}>
          <thead>
            <tr>
              <th scope="col" className={classes.rep}>
                Rep
              </th>
              {team.weeks.map((week) => (
                <th key={week} scope="col">
                  <span className={classes.hidden}>Week of </span>
                  {formatDate(week, reader)}
                </th>
              ))}
              <th scope="col" className={classes.number}>
                Late now
              </th>
              <th scope="col" className={classes.number}>
                Lapses, 60 days
              </th>
            </tr>
          </thead>
          <tbody>
            {team.reps.map(({ rep, cells, lapsesIn60Days, openLate }) => (
              <tr key={rep.id} data-row={rep.id}>
                <th scope="row" className={classes.rep}>
                  <Link to="/team/$repId" params={{ repId: rep.id }} resetScroll={false} data-row-focus>
                    {rep.name}
                  </Link>
                </th>
                {cells.map((cell, index) => (
                  <td key={team.weeks[index]}>
                    <Tally {...cell} />
                  </td>
                ))}
                <td className={openLate > 0 ? `${classes.number} ${classes.late}` : classes.number}>
                  {openLate}
                </td>
                <td className={classes.number}>{lapsesIn60Days}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
