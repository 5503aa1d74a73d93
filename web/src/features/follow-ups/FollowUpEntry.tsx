import { Button } from '@mantine/core';
import type { FollowUp } from '@plumbline/shared/contracts/follow-ups.ts';
import { excuseWords } from '@plumbline/shared/domain/vocabulary.ts';
import { useState } from 'react';
import { type Reader, formatBackdating, formatTime } from '../../lib/formats.ts';
import { channelWords, outcomeWords } from '../../lib/words.ts';
import { useMe } from '../identity/identity.queries.ts';
import { useReader } from '../../components/useReader.ts';
import { DisputeForm } from './DisputeForm.tsx';
import classes from './follow-ups.module.css';
import { useAnswerFollowUp } from './follow-ups.mutations.ts';

export function FollowUpEntry({ followUp }: { followUp: FollowUp }) {
  const reader = useReader();
  const me = useMe();
  const [isDisputing, setDisputing] = useState(false);
  const answer = useAnswerFollowUp();
  const { manager, rep, items, can } = followUp;
  const titles = items.map(({ title }) => title).join(', ');
  const withWhom =
    rep.id === me.id
      ? manager.name
      : manager.id === me.id
        ? `to ${rep.name}`
        : `${manager.name} to ${rep.name}`;

  return (
    <li className={classes.entry}>
      <time className={classes.at} dateTime={followUp.occurredAt}>
        {formatTime(followUp.occurredAt, reader)}
      </time>
      <div>
        <p className={classes.head}>
          {followUp.channel === 'app'
            ? `${withWhom} · asked in Plumbline`
            : `${withWhom} · ${channelWords[followUp.channel]} · ${outcomeWords[followUp.outcome]}`}
        </p>
        <p className={classes.items}>{titles}</p>
        {followUp.note && <p className={classes.note}>{followUp.note}</p>}
        <p className={classes.remarks}>{remarksOn(followUp, reader).join(' · ')}</p>
        {followUp.answer?.note && <p className={classes.note}>{followUp.answer.note}</p>}
      </div>
      <div className={classes.actions}>
        {can.confirm && (
          <Button
            variant="light"
            size="compact-md"
            aria-label={`Confirm the follow-up about ${titles}`}
            loading={answer.isPending && !isDisputing}
            onClick={() => answer.mutate({ id: followUp.id, dispute: null })}
          >
            Confirm
          </Button>
        )}
        {can.dispute && !isDisputing && (
          <Button
            variant="subtle"
            color="gray"
            data-quiet
            size="compact-md"
            aria-label={`Dispute the follow-up about ${titles}`}
            onClick={() => setDisputing(true)}
          >
            Dispute
          </Button>
        )}
      </div>
      {isDisputing && (
        <div className={classes.dispute}>
          <DisputeForm
            readBy="Your manager and your executives can read it beside the follow-up."
            isSending={answer.isPending}
            onCancel={() => setDisputing(false)}
            onSend={(note) =>
              answer.mutate({ id: followUp.id, dispute: note }, { onSuccess: () => setDisputing(false) })
            }
          />
        </div>
      )}
    </li>
  );
}

function remarksOn(
  { excuse, commitmentAt, backdated, occurredAt, recordedAt, provenance, answer }: FollowUp,
  reader: Reader,
): string[] {
  return [
    excuse && `excuse: ${excuseWords[excuse]}`,
    commitmentAt && `commitment: ${formatTime(commitmentAt, reader)}`,
    provenance === 'imported' && 'imported',
    backdated && formatBackdating(occurredAt, recordedAt),
    answer && `${answer.answer} ${formatTime(answer.at, reader)}`,
  ].filter((remark) => typeof remark === 'string');
}
