import { Textarea } from '@mantine/core';
import { excuses, followUpOutcomes, excuseWords } from '@plumbline/shared/domain/vocabulary.ts';
import { useState } from 'react';
import { ChoiceField } from '../../components/ChoiceField.tsx';
import { DraftLine } from '../../components/DraftLine.tsx';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { TimeField } from '../../components/TimeField.tsx';
import { useDraft } from '../../components/useDraft.ts';
import { useReader } from '../../components/useReader.ts';
import { fieldErrors } from '../../lib/field-errors.ts';
import { quickTimes } from '../../lib/quick-times.ts';
import { channelWords, choices, outcomeWords } from '../../lib/words.ts';
import { useMe } from '../identity/identity.queries.ts';
import { BackdatedLine } from './BackdatedLine.tsx';
import { useLogFollowUp } from './follow-ups.mutations.ts';
import { Said, Talk, neededFor, nothingSaid, recentTimes, sentAs, spoken } from './spoken.ts';

const FollowUpDraft = Talk.extend(Said.shape);

/** Everything has a likely first value, so that `f`, Ctrl+Enter logs a one-to-one reminder held just now. */
export function LogFollowUpForm({
  rep,
  itemIds,
  onLogged,
}: {
  rep: { id: string; name: string };
  itemIds: string[];
  onLogged: (itemIds: string[]) => void;
}) {
  const reader = useReader();
  const [promises] = useState(() => quickTimes(reader));
  const [moments] = useState(() => recentTimes(reader.now));
  const draft = useDraft({
    personId: useMe().id,
    name: `follow-up/${rep.id}`,
    schema: FollowUpDraft,
    fresh: () => ({
      occurredAt: moments[0]?.value ?? null,
      channel: 'one_on_one' as const,
      ...nothingSaid('reminder'),
    }),
  });
  const { occurredAt, channel, ...said } = draft.value;
  const [missing, setMissing] = useState<Record<string, string>>({});
  const log = useLogFollowUp(rep);
  const wrong = { ...fieldErrors(log.error), ...missing };

  const send = () => {
    const needed = neededFor(said);
    setMissing(needed);
    if (occurredAt === null || Object.keys(needed).length > 0) return;
    log.mutate(
      {
        body: { repId: rep.id, itemIds, occurredAt, channel, ...sentAs(said) },
        draft: { name: draft.name, value: draft.value },
      },
      { onSuccess: () => onLogged(itemIds) },
    );
  };

  return (
    <SendForm
      key={draft.beginning}
      label="Log follow-up"
      sendLabel="Log"
      isSending={log.isPending}
      onSend={send}
    >
      <DraftLine draft={draft} />
      <ChoiceField
        legend="How"
        options={choices(channelWords, spoken)}
        value={channel}
        onChange={(next) => draft.change({ channel: next })}
        autoFocus
      />
      <ChoiceField
        legend="What came of it"
        options={choices(outcomeWords, followUpOutcomes)}
        value={said.outcome}
        onChange={(outcome) => draft.change({ outcome })}
      />
      <TimeField
        legend="New commitment"
        quick={promises}
        noneLabel="none"
        timeZone={reader.timeZone}
        value={said.commitmentAt}
        onChange={(commitmentAt) => draft.change({ commitmentAt })}
        error={wrong.commitmentAt}
      />
      <ChoiceField
        legend="Excuse given"
        options={[{ value: 'none', label: 'none' }, ...choices(excuseWords, excuses)]}
        value={said.excuse}
        onChange={(excuse) => draft.change({ excuse })}
        error={wrong.excuse}
      />
      <TimeField
        legend="When"
        quick={moments}
        timeZone={reader.timeZone}
        value={occurredAt}
        onChange={(at) => draft.change({ occurredAt: at })}
        error={wrong.occurredAt}
      />
      <BackdatedLine occurredAt={occurredAt} />
      <Textarea
        label="Note"
        placeholder="Optional; the rep sees it"
        maxLength={4000}
        autosize
        minRows={2}
        maxRows={6}
        value={said.note}
        onChange={(event) => draft.change({ note: event.currentTarget.value })}
        error={wrong.note}
      />
      <ErrorLine error={log.error} />
    </SendForm>
  );
}
