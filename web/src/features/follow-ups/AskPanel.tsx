import { Textarea } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { DraftLine } from '../../components/DraftLine.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { useDraft } from '../../components/useDraft.ts';
import { useReader } from '../../components/useReader.ts';
import { type Reader, count, firstName, formatTime } from '../../lib/formats.ts';
import { useMe } from '../identity/identity.queries.ts';
import { useAsk } from '../items/items.mutations.tsx';
import { type OfRep, byRep, readSelection } from '../items/selection.ts';
import { useQueue } from '../items/useQueue.ts';
import classes from './follow-ups.module.css';

/** Asks about the lapses selected on Today in words of one's own; each rep gets one message, about theirs alone. */
export function AskPanel() {
  const search = useSearch({ from: '/shell/today' });
  const navigate = useNavigate({ from: '/today/ask' });
  const { query, lapses } = useQueue();
  const selected = readSelection(search.selected);
  const ask = useAsk(useMe());
  // Held while they are sent: the queue marks them as asked at once, and the words must outlast a failure.
  const [sending, setSending] = useState<OfRep[] | null>(null);
  const groups = sending ?? byRep(lapses.filter(({ item }) => selected.includes(item.id) && item.can.ask));
  const close = (left: string | undefined) =>
    void navigate({ to: '/today', search: { ...search, selected: left }, resetScroll: false });

  return (
    <SidePanel
      title={groups.length > 0 ? `Ask ${groups.map(({ rep }) => firstName(rep.name)).join(', ')}` : 'Ask'}
      subtitle={
        groups.length > 1
          ? `${count(groups.length, 'message')}, one each; nobody reads of the others`
          : undefined
      }
      onClose={() => close(search.selected)}
    >
      <QueryState query={query} skeletonRows={4}>
        {() =>
          groups.length > 0 ? (
            <>
              <ul className={classes.about}>
                {groups.flatMap(({ rep, lapses: ofRep }) =>
                  ofRep.map(({ item }) => (
                    <li key={item.id}>{groups.length > 1 ? `${rep.name}: ${item.title}` : item.title}</li>
                  )),
                )}
              </ul>
              <AskForm
                key={groups.map(({ rep }) => rep.id).join()}
                groups={groups}
                isSending={ask.isPending}
                onSend={(note, onSent) => {
                  setSending(groups);
                  ask.mutate(
                    { items: groups.flatMap((group) => group.lapses.map(({ item }) => item)), note },
                    {
                      onSuccess: () => {
                        onSent();
                        close(undefined);
                      },
                      onError: () => setSending(null),
                    },
                  );
                }}
              />
            </>
          ) : (
            <EmptyState title="Nothing is selected that you can ask about">
              Select lapses in the list with x or the checkbox; they appear here.
            </EmptyState>
          )
        }
      </QueryState>
    </SidePanel>
  );
}

const AskDraft = z.object({ note: z.string() });

function AskForm({
  groups,
  isSending,
  onSend,
}: {
  groups: readonly OfRep[];
  isSending: boolean;
  onSend: (note: string | undefined, onSent: () => void) => void;
}) {
  const reader = useReader();
  const draft = useDraft({
    personId: useMe().id,
    name: `ask/${groups.map(({ rep }) => rep.id).join()}`,
    schema: AskDraft,
    fresh: () => ({ note: template(groups, reader) }),
  });
  const { note } = draft.value;
  return (
    <SendForm
      label="Ask"
      sendLabel="Ask"
      isSending={isSending}
      onSend={() => onSend(note.trim() || undefined, draft.startOver)}
    >
      <DraftLine draft={draft} />
      <Textarea
        label="Message"
        description="It names the items too, and stands in the record as you send it."
        autoFocus
        maxLength={4000}
        autosize
        minRows={3}
        maxRows={10}
        value={note}
        onChange={(event) => draft.change({ note: event.currentTarget.value })}
      />
    </SendForm>
  );
}

/** A beginning to write on from: by name where it goes to one, with the item where it is about one. */
function template(groups: readonly OfRep[], reader: Reader): string {
  const [group, ...others] = groups;
  if (group === undefined || others.length > 0)
    return 'These are past their due time. What is in the way, and by when can I have them?';
  const [lapse, ...more] = group.lapses;
  const name = firstName(group.rep.name);
  return lapse === undefined || more.length > 0
    ? `${name}, these are past their due time. What is in the way, and by when can I have them?`
    : `${name}, “${lapse.item.title}” was due ${formatTime(lapse.item.dueAt, reader)}. What is in the way, and by when can I have it?`;
}
