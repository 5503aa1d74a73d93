import { Button, Textarea } from '@mantine/core';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { useState } from 'react';
import { firstName, formatTime } from '../../lib/formats.ts';
import { useReader } from '../../components/useReader.ts';
import classes from './ItemPanel.module.css';
import { useDecideExtension } from './items.mutations.tsx';

/** The rep asked for time; the manager says yes or no, and perhaps why. */
export function ExtensionDecisionForm({
  item,
  request,
}: {
  item: Item;
  request: NonNullable<Item['extensionRequest']>;
}) {
  const reader = useReader();
  const decide = useDecideExtension();
  const [note, setNote] = useState('');
  const answer = (grant: boolean) => decide.mutate({ item, body: { grant, note: note.trim() || undefined } });
  const until = formatTime(request.newDueAt, reader);
  return (
    <section className={classes.form} aria-label="Request for more time">
      <p>
        {item.rep.name} asked {formatTime(request.at, reader)} for time until <strong>{until}</strong>.
        {request.wouldMoveDeadline && ' Granting it would count as a moved deadline.'}
      </p>
      <Textarea
        label={`A word to ${firstName(item.rep.name)}`}
        placeholder="Optional"
        maxLength={4000}
        autosize
        maxRows={6}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button loading={decide.isPending} onClick={() => answer(true)}>
          Grant until {until}
        </Button>
        <Button variant="default" disabled={decide.isPending} onClick={() => answer(false)}>
          Decline
        </Button>
      </div>
    </section>
  );
}
