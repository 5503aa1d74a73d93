import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import classes from './Conversation.module.css';
import { useReply } from './flags.mutations.ts';

/** The manager's own words. They stand beside the evidence; they neither clear nor change it. */
export function ReplyForm({ flagId, again }: { flagId: string; again: boolean }) {
  const [body, setBody] = useState('');
  const reply = useReply(flagId);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        reply.mutate(body.trim(), { onSuccess: () => setBody('') });
      }}
    >
      <Textarea
        label={again ? 'Add to your reply' : 'Your reply'}
        description="Whoever reviews the flag reads it beside the evidence. It cannot be changed once sent."
        rows={5}
        maxLength={10_000}
        value={body}
        onChange={({ currentTarget }) => setBody(currentTarget.value)}
      />
      <ErrorLine error={reply.error} />
      <Button type="submit" loading={reply.isPending} disabled={body.trim() === ''}>
        Send reply
      </Button>
    </form>
  );
}
