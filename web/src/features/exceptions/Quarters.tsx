import type { ExceptionQuarters } from '@plumbline/shared/contracts/exceptions.ts';
import { count } from '../../lib/formats.ts';
import classes from './exceptions.module.css';
import { money, quarterOf } from './words.ts';

/** What was decided in each quarter, and what it cost: of nobody in particular. */
export function Quarters({ quarters }: ExceptionQuarters) {
  if (quarters.length === 0) return null;
  return (
    <table className={classes.quarters} aria-label="What was decided in each quarter">
      <thead>
        <tr>
          <th scope="col">Quarter</th>
          <th scope="col" className={classes.number}>
            Supported
          </th>
          <th scope="col" className={classes.number}>
            Declined
          </th>
          <th scope="col" className={classes.number}>
            Cost of the supported
          </th>
        </tr>
      </thead>
      <tbody>
        {quarters.map(({ from, supported, declined, cost, unknown }) => (
          <tr key={from}>
            <td>{quarterOf(from)}</td>
            <td className={classes.number}>{supported}</td>
            <td className={classes.number}>{declined}</td>
            <td className={classes.number}>
              {cost.map(({ currency, amount }) => money(amount, currency)).join(' + ') || '–'}
              {unknown > 0 && (
                <span className={classes.state}> and {count(unknown, 'unknown', 'unknown')}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
