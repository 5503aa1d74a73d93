import { Button } from '@mantine/core';
import type { JointCall } from '@plumbline/shared/contracts/joint-calls.ts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useReader } from '../../components/useReader.ts';
import { formatTime } from '../../lib/formats.ts';
import { DisputeForm } from '../follow-ups/DisputeForm.tsx';
import said from '../follow-ups/follow-ups.module.css';
import { useMe } from '../identity/identity.queries.ts';
import { useAnswerJointCall } from './joint-calls.mutations.ts';
import { jointCallWords } from './words.ts';

/** A call held together, by the manager's word and the rep's; looks like a follow-up, which is such a word too. */
export function JointCallEntry({ call }: { call: JointCall }) {
  const reader = useReader();
  const me = useMe();
  const [isDisputing, setDisputing] = useState(false);
  const answer = useAnswerJointCall();
  const { who, lead, remarks } = jointCallWords(call, me.id, reader);
  const about = call.deal?.name ?? call.account.name;
  return (
    <li className={said.entry}>
      <time className={said.at} dateTime={call.heldAt}>
        {formatTime(call.heldAt, reader)}
      </time>
      <div>
        <p className={said.head}>
          {who} ·{' '}
          {call.deal && (
            <>
              <Link
                to="/accounts"
                search={{ calls: call.deal.id }}
                hash="joint-calls"
                title={`Joint calls on ${call.deal.name} alone`}
              >
                {call.deal.name}
              </Link>
              ,{' '}
            </>
          )}
          {call.account.name}
        </p>
        <p className={said.items}>{lead}</p>
        <p className={said.note}>{call.coached}</p>
        <p className={said.remarks}>{remarks.join(' · ')}</p>
        {call.answer?.note && <p className={said.note}>{call.answer.note}</p>}
      </div>
      <div className={said.actions}>
        {call.can.confirm && (
          <Button
            variant="light"
            size="compact-md"
            aria-label={`Confirm the joint call on ${about}`}
            loading={answer.isPending && !isDisputing}
            onClick={() => answer.mutate({ id: call.id, dispute: null })}
          >
            Confirm
          </Button>
        )}
        {call.can.dispute && !isDisputing && (
          <Button
            variant="subtle"
            color="gray"
            data-quiet
            size="compact-md"
            aria-label={`Dispute the joint call on ${about}`}
            onClick={() => setDisputing(true)}
          >
            Dispute
          </Button>
        )}
      </div>
      {isDisputing && (
        <div className={said.dispute}>
          <DisputeForm
            readBy={`${call.manager.name} is told, and reads it beside the joint call.`}
            isSending={answer.isPending}
            onCancel={() => setDisputing(false)}
            onSend={(note) =>
              answer.mutate({ id: call.id, dispute: note }, { onSuccess: () => setDisputing(false) })
            }
          />
        </div>
      )}
    </li>
  );
}
