import { type AgendaReason, type OneToOne, agendaReasons } from '@plumbline/shared/contracts/one-to-ones.ts';
import { followUpOutcomes } from '@plumbline/shared/domain/vocabulary.ts';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { z } from 'zod';
import { ChoiceField } from '../../components/ChoiceField.tsx';
import { DraftLine } from '../../components/DraftLine.tsx';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { Section } from '../../components/Section.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { TimeField } from '../../components/TimeField.tsx';
import { said } from '../../components/toasts.tsx';
import { useDraft } from '../../components/useDraft.ts';
import { useReader } from '../../components/useReader.ts';
import { useRowKeys } from '../../components/useRowKeys.ts';
import { count } from '../../lib/formats.ts';
import { channelWords, choices } from '../../lib/words.ts';
import { useMe } from '../identity/identity.queries.ts';
import { AgendaRow } from './AgendaRow.tsx';
import { BackdatedLine } from './BackdatedLine.tsx';
import classes from './OneToOne.module.css';
import { useLogOneToOne } from './follow-ups.mutations.ts';
import { Said, Talk, neededFor, nothingSaid, recentTimes, sentAs, spoken } from './spoken.ts';

/** What was said, by the item's id. */
const OneToOneDraft = Talk.extend({ said: z.record(z.string(), Said) });

const headings: Record<AgendaReason, string> = {
  unanswered: 'Waiting for your answer',
  broken: 'Promised, and not done by then',
  late: 'Late, answered before',
  request: 'More time asked for',
  directive: 'Open directives',
};

/** The agenda; j and k walk it, a digit says what came of the row one is at. */
export function OneToOneForm({ oneToOne: { rep, agenda, isCut } }: { oneToOne: OneToOne }) {
  const reader = useReader();
  const list = useRef<HTMLDivElement>(null);
  const [moments] = useState(() => recentTimes(reader.now));
  const draft = useDraft({
    personId: useMe().id,
    name: `one-to-one/${rep.id}`,
    schema: OneToOneDraft,
    fresh: () => ({ occurredAt: moments[0]?.value ?? null, channel: 'one_on_one' as const, said: {} }),
  });
  const { occurredAt, channel } = draft.value;
  // Of an item that has gone from the agenda since, there is nothing left to say.
  const marked = agenda.flatMap(({ item }) => {
    const words = draft.value.said[item.id];
    return words ? [{ itemId: item.id, words }] : [];
  });
  // The row whose outcome was chosen by its key, and wants a time or an excuse next.
  const [next, setNext] = useState<string | null>(null);
  const [isIncomplete, setIncomplete] = useState(false);
  const log = useLogOneToOne(rep);

  const say = (itemId: string, words: Said | null) => {
    const { [itemId]: _before, ...others } = draft.value.said;
    draft.change({ said: words === null ? others : { ...others, [itemId]: words } });
  };
  const byKey = (outcome: (typeof followUpOutcomes)[number] | null) => (itemId: string | null) => {
    if (itemId === null) return;
    const words =
      outcome === null ? null : { ...(draft.value.said[itemId] ?? nothingSaid(outcome)), outcome };
    say(itemId, words);
    setNext(words !== null && Object.keys(neededFor(words)).length > 0 ? itemId : null);
  };
  const rows = useRowKeys(list, {
    '0': byKey(null),
    ...Object.fromEntries(followUpOutcomes.map((outcome, index) => [`${index + 1}`, byKey(outcome)])),
  });
  const begin = useEffectEvent(() => rows.move(1));
  useEffect(() => begin(), []);

  const send = () => {
    const lacking = marked.some(({ words }) => Object.keys(neededFor(words)).length > 0);
    setIncomplete(lacking);
    if (marked.length === 0) said('Say first what came of one of them.');
    if (marked.length === 0 || lacking || occurredAt === null) return;
    log.mutate(
      {
        body: {
          repId: rep.id,
          occurredAt,
          channel,
          entries: marked.map(({ itemId, words }) => ({ itemId, ...sentAs(words) })),
        },
        draft: { name: draft.name, value: draft.value },
      },
      { onSuccess: () => draft.startOver() },
    );
  };

  return (
    <div ref={list} className={classes.form}>
      <SendForm
        key={draft.beginning}
        label={`One-to-one with ${rep.name}`}
        sendLabel={marked.length === 0 ? 'Log' : `Log ${count(marked.length, 'item')}`}
        isSending={log.isPending}
        onSend={send}
      >
        <DraftLine draft={draft} />
        <div className={classes.talk}>
          <ChoiceField
            legend="How"
            options={choices(channelWords, spoken)}
            value={channel}
            onChange={(how) => draft.change({ channel: how })}
          />
          <TimeField
            legend="When"
            quick={moments}
            timeZone={reader.timeZone}
            value={occurredAt}
            onChange={(at) => draft.change({ occurredAt: at })}
          />
        </div>
        <BackdatedLine occurredAt={occurredAt} />
        {agendaReasons.map((reason) => {
          const lines = agenda.filter(({ because }) => because === reason);
          return (
            lines.length > 0 && (
              <Section key={reason} title={headings[reason]} note={String(lines.length)}>
                <ul>
                  {lines.map((line) => (
                    <AgendaRow
                      key={line.item.id}
                      line={line}
                      said={draft.value.said[line.item.id] ?? null}
                      isNext={next === line.item.id}
                      isChecked={isIncomplete}
                      onSay={(words) => say(line.item.id, words)}
                    />
                  ))}
                </ul>
              </Section>
            )
          );
        })}
        {isCut && (
          <p className={classes.quiet}>There is more than one talk gets through; the rest comes next.</p>
        )}
        <ErrorLine error={log.error} />
      </SendForm>
    </div>
  );
}
