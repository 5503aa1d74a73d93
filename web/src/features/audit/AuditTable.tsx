import type { AuditEntry } from '@plumbline/shared/contracts/audit.ts';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { formatTime } from '../../lib/formats.ts';
import { useReader } from '../../components/useReader.ts';
import classes from './AuditPage.module.css';
import { detailsLine, spaced } from './words.ts';

export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  const reader = useReader();
  return (
    <table className={classes.entries}>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">Details</th>
          <th scope="col">Sealed</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td className={classes.when}>
              <time dateTime={entry.at}>{formatTime(entry.at, reader)}</time>
            </td>
            <td className={classes.who}>{entry.actor?.name ?? 'Plumbline'}</td>
            <td>
              {spaced(entry.action)}
              {entry.subjectId && (
                <Link
                  to="/audit"
                  search={{ subjectType: entry.subjectType, subjectId: entry.subjectId }}
                  className={classes.subject}
                  title={`Everything about this ${spaced(entry.subjectType)}`}
                >
                  {spaced(entry.subjectType)} {entry.subjectId.slice(-6)}
                </Link>
              )}
            </td>
            <td className={classes.details}>{detailsLine(entry.details)}</td>
            <td>
              <Sealed isSealed={entry.sealed} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sealed({ isSealed }: { isSealed: boolean }) {
  const Icon = isSealed ? IconLock : IconLockOpen;
  return (
    <span className={classes.sealed}>
      <Icon size={14} aria-hidden /> {isSealed ? 'sealed' : 'within a minute'}
    </span>
  );
}
