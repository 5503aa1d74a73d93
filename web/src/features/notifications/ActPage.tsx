import { Button, Textarea } from '@mantine/core';
import type { LinkedAct, LinkPreview } from '@plumbline/shared/contracts/notifications.ts';
import { type Excuse, excuses, excuseWords } from '@plumbline/shared/domain/vocabulary.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { ChoiceField } from '../../components/ChoiceField.tsx';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { useClock } from '../../components/useReader.ts';
import { ApiError } from '../../lib/api-error.ts';
import { formatTime } from '../../lib/formats.ts';
import { choices } from '../../lib/words.ts';
import { EntryPage } from '../identity/EntryPage.tsx';
import classes from '../identity/EntryPage.module.css';
import { tokenOf } from '../identity/token.ts';
import { carryOut, linkQuery } from './notifications.links.ts';

interface ActWords {
  title: string;
  button: string;
  done: string;
}

const acts: Record<LinkedAct, ActWords> = {
  submit: { title: 'Submit', button: 'Submit it', done: 'It is submitted' },
  say_why: { title: 'Say why', button: 'Say why', done: 'Your reason stands beside it' },
  acknowledge: { title: 'Acknowledge', button: 'Acknowledge it', done: 'It is acknowledged' },
};

/** A directive is not submitted but done. */
const markDone: ActWords = { title: 'Mark done', button: 'Mark it done', done: 'It is done' };

const wordsOf = ({ act, kind }: LinkPreview): ActWords =>
  act === 'submit' && kind === 'directive' ? markDone : acts[act];

/** One thing done to one item by a link from a digest, without a sign-in: this page, and its one button. */
export function ActPage() {
  const token = tokenOf(useLocation().hash);
  const link = useQuery(linkQuery(token));
  if (token === '' || link.error) {
    const message = link.error instanceof ApiError ? link.error.message : 'The link is not complete.';
    return (
      <EntryPage title="This link does nothing any more" purpose={message}>
        <p>
          <a href="/items">Go to my items</a>
        </p>
      </EntryPage>
    );
  }
  if (!link.data) return <EntryPage title="One moment…" purpose="" />;
  return <Confirmation token={token} link={link.data} />;
}

function Confirmation({ token, link }: { token: string; link: LinkPreview }) {
  const reader = useClock(link.timeZone);
  const [excuse, setExcuse] = useState<Excuse | null>(null);
  const [note, setNote] = useState('');
  const use = useMutation({
    mutationFn: () =>
      carryOut(
        token,
        link.act === 'say_why' ? { excuse: excuse ?? undefined, note: note.trim() || undefined } : {},
      ),
  });
  const words = wordsOf(link);
  const late = new Date(link.dueAt) <= reader.now;
  const due = `${late ? 'It was due' : 'It is due'} ${formatTime(link.dueAt, reader)}.`;
  if (use.isSuccess) {
    return (
      <EntryPage title={words.done} purpose={`${link.title}. You can close this page.`}>
        <p>
          <a href="/items">Go to my items</a>
        </p>
      </EntryPage>
    );
  }
  return (
    <EntryPage
      title={`${words.title}: ${link.title}`}
      purpose={`${due} You do this as ${link.name}, ${link.organizationName}.`}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          use.mutate();
        }}
      >
        {link.act === 'say_why' && (
          <>
            <ChoiceField
              legend="Why"
              options={choices(excuseWords, excuses)}
              value={excuse}
              onChange={setExcuse}
            />
            <Textarea
              label="In your words"
              placeholder="Optional"
              maxLength={4000}
              autosize
              minRows={2}
              maxRows={6}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          </>
        )}
        <ErrorLine error={use.error} />
        <Button type="submit" size="md" loading={use.isPending}>
          {words.button}
        </Button>
      </form>
    </EntryPage>
  );
}
