import type { Escalation } from '@plumbline/shared/contracts/escalations.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Section } from '../../components/Section.tsx';
import { WaitingRow, type WaitingPanel } from '../../components/WaitingRow.tsx';
import { useReader } from '../../components/useReader.ts';
import { formatTime } from '../../lib/formats.ts';
import { useMe } from '../identity/identity.queries.ts';
import classes from './escalations.module.css';
import { receivedQuery } from './escalations.queries.ts';
import { answerWords, byWords } from './words.ts';

/** What was put before the reader and waits, the earliest answer time first. Nothing is shown where nothing waits. */
export function EscalatedSection({ panel }: { panel: WaitingPanel }) {
  const query = useInfiniteQuery(receivedQuery);
  const [first] = query.data?.pages ?? [];
  if (first === undefined || first.waiting === 0) return null;
  const { waiting, overdue } = first;
  return (
    <Section
      title="Escalated to you"
      note={overdue > 0 ? `${waiting} · ${overdue} past your answer time` : String(waiting)}
    >
      <ul>
        {query.data?.pages
          .flatMap(({ rows }) => rows)
          .map((escalation) => (
            <Row key={escalation.id} escalation={escalation} panel={panel} />
          ))}
      </ul>
      <MoreRows query={query} />
    </Section>
  );
}

function Row({ escalation, panel }: { escalation: Escalation; panel: WaitingPanel }) {
  const { id, item, to, note, at, state } = escalation;
  const reader = useReader();
  const me = useMe();
  const escalated = `escalated ${byWords(escalation)} ${formatTime(at, reader)}`;
  const cover = to.id === me.id ? [] : [`you cover for ${to.name}`];
  return (
    <WaitingRow
      rowId={id}
      item={item}
      panel={panel}
      facts={[item.rep.name, escalated, ...cover].join(' · ')}
      action={
        <span className={state === 'overdue' ? classes.overdue : classes.facts}>
          {answerWords(escalation, reader)}
        </span>
      }
    >
      {note && <p className={classes.facts}>{note}</p>}
    </WaitingRow>
  );
}
