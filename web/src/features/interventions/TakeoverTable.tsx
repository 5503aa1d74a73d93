import type { Takeover } from '@plumbline/shared/contracts/takeovers.ts';
import { Link } from '@tanstack/react-router';
import { count, formatDate } from '../../lib/formats.ts';
import { useReader } from '../../components/useReader.ts';
import classes from './TakeoversPage.module.css';
import { amount, declaration, jointCallCount } from './words.ts';

export function TakeoverTable({
  takeovers,
  showManager,
  mayDeclare,
}: {
  takeovers: readonly Takeover[];
  showManager: boolean;
  mayDeclare: boolean;
}) {
  const reader = useReader();
  return (
    <table className={classes.takeovers}>
      <thead>
        <tr>
          <th scope="col">Deal</th>
          {showManager && <th scope="col">Led by</th>}
          <th scope="col">Rep</th>
          <th scope="col" className={classes.number}>
            Amount
          </th>
          <th scope="col">Manager-led</th>
          <th scope="col">Declared</th>
        </tr>
      </thead>
      <tbody>
        {takeovers.map((takeover) => (
          <tr key={`${takeover.opportunity.id} ${takeover.from}`}>
            <td className={classes.deal}>
              <span>{takeover.opportunity.name}</span>
              <span className={classes.account}>{takeover.opportunity.account}</span>
            </td>
            {showManager && (
              <td>
                <Link
                  to="/accounts"
                  search={(previous) => ({ ...previous, manager: takeover.manager.id })}
                  title={`Only deals led by ${takeover.manager.name}`}
                  className={classes.manager}
                >
                  {takeover.manager.name}
                </Link>
              </td>
            )}
            <td>{takeover.rep.name}</td>
            <td className={classes.number}>{amount(takeover.opportunity)}</td>
            <td>
              {takeover.until === null
                ? `since ${formatDate(takeover.from, reader)}`
                : `${formatDate(takeover.from, reader)} to ${formatDate(takeover.until, reader)}`}
              <span className={classes.weeks}> · led in {count(takeover.weeksLed, 'week')}</span>
              {takeover.jointCalls.logged > 0 && (
                <span className={classes.joint}>
                  {mayDeclare ? (
                    <Link
                      to="/accounts"
                      search={(previous) => ({ ...previous, calls: takeover.opportunity.id })}
                      hash="joint-calls"
                      title={`What was coached on ${takeover.opportunity.name}`}
                    >
                      {jointCallCount(takeover.jointCalls)}
                    </Link>
                  ) : (
                    jointCallCount(takeover.jointCalls)
                  )}
                </span>
              )}
            </td>
            <td className={takeover.declared || takeover.requested ? classes.quiet : undefined}>
              {mayDeclare && takeover.until === null && !takeover.declared ? (
                <Link
                  to="/accounts/declare"
                  search={(previous) => ({ ...previous, deal: takeover.opportunity.id })}
                  aria-label={`Declare ${takeover.opportunity.name}`}
                >
                  not declared
                </Link>
              ) : (
                declaration(takeover)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
