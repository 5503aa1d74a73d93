import type { PolicyVersion } from '@plumbline/shared/contracts/policy.ts';
import { signals } from '@plumbline/shared/domain/vocabulary.ts';
import { Section } from '../../components/Section.tsx';
import { useReader } from '../../components/useReader.ts';
import { formatDate, formatTime } from '../../lib/formats.ts';
import { signalWords } from '../patterns/words.ts';
import classes from './PolicyPage.module.css';

const stateWords: Record<PolicyVersion['state'], string> = {
  past: 'past',
  in_force: 'in force',
  coming: 'to come',
};

/** Every version, who set it, and what it changed: none is ever edited. */
export function PolicyVersions({ versions }: { versions: readonly PolicyVersion[] }) {
  const reader = useReader();
  return (
    <Section title="Versions">
      <ul>
        {versions.map((version, at) => (
          <li key={version.version} className={classes.row}>
            <span className={classes.name}>
              Version {version.version}, {stateWords[version.state]}
            </span>
            <span className={classes.meaning}>{whatChanged(version, versions[at + 1])}</span>
            <span className={classes.fixed}>
              from {formatDate(version.inForceFrom, reader)}
              <br />
              {version.createdBy?.name ?? 'at the beginning'}, {formatTime(version.createdAt, reader)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function whatChanged(version: PolicyVersion, before: PolicyVersion | undefined): string {
  if (before === undefined) return 'What the organisation began with.';
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  const changes = [
    ...signals
      .filter((signal) => version.norms[signal] !== before.norms[signal])
      .map(
        (signal) =>
          `${signalWords[signal].name} ${percent(before.norms[signal])} to ${percent(version.norms[signal])}`,
      ),
    ...(version.responseBusinessDays === before.responseBusinessDays
      ? []
      : [`response time ${before.responseBusinessDays} to ${version.responseBusinessDays} days`]),
    ...(version.replyBusinessDays === before.replyBusinessDays
      ? []
      : [`reply window ${before.replyBusinessDays} to ${version.replyBusinessDays} days`]),
  ];
  return changes.length === 0 ? 'The same norms.' : `${changes.join('; ')}.`;
}
