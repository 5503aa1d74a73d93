import { Checkbox, Textarea } from '@mantine/core';
import type { Escalation } from '@plumbline/shared/contracts/escalations.ts';
import { type Ruling, rulings } from '@plumbline/shared/domain/escalations.ts';
import { useState } from 'react';
import { ChoiceField } from '../../components/ChoiceField.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { TimeField } from '../../components/TimeField.tsx';
import { useReader } from '../../components/useReader.ts';
import { quickTimes } from '../../lib/quick-times.ts';
import classes from './escalations.module.css';
import { useRule, useRuleAll } from './escalations.mutations.ts';
import { rulingHints, rulingWords } from './words.ts';

/** The answer to what was escalated: it stands, it gets more time, or it was unclear. */
export function RulingForm({
  escalation: { id, item, directive, can },
  othersWaiting,
}: {
  escalation: Escalation;
  othersWaiting: number;
}) {
  const reader = useReader();
  const [ruling, setRuling] = useState<Ruling | null>(null);
  const [quick] = useState(() =>
    quickTimes(reader, new Date(Math.max(Date.parse(item.currentDueAt), reader.now.getTime()))),
  );
  const [newDueAt, setNewDueAt] = useState(quick[0]?.value ?? null);
  const [note, setNote] = useState('');
  const [isForAll, setIsForAll] = useState(false);
  const rule = useRule();
  const ruleAll = useRuleAll(item.title);
  const offered = rulings.filter((one) => one !== 'unclear' || can.ruleUnclear);
  return (
    <SendForm
      label={`Answer about ${item.title}`}
      sendLabel="Answer"
      isSending={rule.isPending || ruleAll.isPending}
      onSend={() => {
        if (ruling === null) return;
        const body = {
          ruling,
          note: note.trim() || undefined,
          newDueAt: ruling === 'extend' ? (newDueAt ?? undefined) : undefined,
        };
        if (isForAll) ruleAll.mutate({ directiveId: directive.id, body });
        else rule.mutate({ id, body });
      }}
    >
      <ChoiceField
        legend="Your answer"
        options={offered.map((value) => ({ value, label: rulingWords[value] }))}
        value={ruling}
        onChange={setRuling}
      />
      <p className={classes.hint} role="status">
        {ruling && rulingHints[ruling]}
      </p>
      {ruling === 'extend' && (
        <TimeField
          legend="Until"
          quick={quick}
          timeZone={reader.timeZone}
          value={newDueAt}
          onChange={setNewDueAt}
        />
      )}
      {othersWaiting > 0 && (
        <Checkbox
          label={`The same to the ${othersWaiting === 1 ? 'other' : `${othersWaiting} others`} of this directive`}
          description={`${othersWaiting === 1 ? 'It waits' : 'They wait'} for you too.`}
          checked={isForAll}
          onChange={(event) => setIsForAll(event.currentTarget.checked)}
        />
      )}
      <Textarea
        label="In a few words"
        description={isForAll ? 'Each rep reads it too.' : `${item.rep.name} reads it too.`}
        placeholder="Optional"
        maxLength={4000}
        autosize
        minRows={2}
        maxRows={6}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </SendForm>
  );
}
