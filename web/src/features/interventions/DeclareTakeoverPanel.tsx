import { NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { fieldErrors } from '../../lib/field-errors.ts';
import type { TakeoverChoices } from '@plumbline/shared/contracts/interventions.ts';
import { useDeclareTakeover } from './interventions.mutations.ts';
import { choicesQuery } from './interventions.queries.ts';

/** Says that one leads a rep's deal for now: why, what the rep is still to learn, and when it goes back. */
export function DeclareTakeoverPanel() {
  const { deal } = useSearch({ from: '/shell/accounts/declare' });
  const navigate = useNavigate();
  const close = () =>
    void navigate({
      to: '/accounts',
      search: (previous) => ({ ...previous, deal: undefined }),
      resetScroll: false,
    });
  const query = useQuery(choicesQuery(deal));
  return (
    <SidePanel
      title="Declare a takeover"
      subtitle="The rep is told, with your plan. What counts is read from activities, whatever is declared."
      onClose={close}
    >
      <QueryState query={query} skeletonRows={4}>
        {(choices) =>
          choices.deals.length === 0 ? (
            <EmptyState title="No open deal of your reps">
              Deals come in by an import; those that are open and belong to your reps can be declared.
            </EmptyState>
          ) : (
            <DeclareForm choices={choices} onDone={close} />
          )
        }
      </QueryState>
    </SidePanel>
  );
}

function DeclareForm({
  choices: { deals, executives },
  onDone,
}: {
  choices: TakeoverChoices;
  onDone: () => void;
}) {
  const [opportunityId, setOpportunityId] = useState(deals[0]?.id ?? '');
  const [reason, setReason] = useState('');
  const [missingSkill, setMissingSkill] = useState('');
  const [plannedHandBackOn, setPlannedHandBackOn] = useState('');
  const [askedById, setAskedById] = useState('');
  const declare = useDeclareTakeover();
  const errors = fieldErrors(declare.error);
  return (
    <SendForm
      label="Declare a takeover"
      sendLabel="Declare"
      isSending={declare.isPending}
      onCancel={onDone}
      onSend={() =>
        declare.mutate(
          {
            opportunityId,
            reason: reason.trim(),
            missingSkill: missingSkill.trim(),
            plannedHandBackOn,
            ...(askedById === '' ? {} : { askedById }),
          },
          { onSuccess: onDone },
        )
      }
    >
      <NativeSelect
        label="Deal"
        autoFocus
        value={opportunityId}
        data={deals.map(({ id, name, account, rep }) => ({
          value: id,
          label: `${name} · ${account} · ${rep}`,
        }))}
        onChange={(event) => setOpportunityId(event.currentTarget.value)}
      />
      <Textarea
        label="Why you lead it"
        required
        withAsterisk={false}
        maxLength={4000}
        autosize
        minRows={2}
        maxRows={6}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Textarea
        label="What the rep is still to learn"
        required
        withAsterisk={false}
        maxLength={4000}
        autosize
        minRows={2}
        maxRows={6}
        value={missingSkill}
        onChange={(event) => setMissingSkill(event.currentTarget.value)}
      />
      <TextInput
        label="Hand back by"
        type="date"
        required
        withAsterisk={false}
        value={plannedHandBackOn}
        error={errors.plannedHandBackOn}
        onChange={(event) => setPlannedHandBackOn(event.currentTarget.value)}
      />
      <NativeSelect
        label="Asked for by"
        description="An executive who asked for it is asked to confirm it; it is not counted from then on."
        value={askedById}
        error={errors.askedById}
        data={[
          { value: '', label: 'nobody' },
          ...executives.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => setAskedById(event.currentTarget.value)}
      />
      <ErrorLine error={Object.keys(errors).length === 0 ? declare.error : null} />
    </SendForm>
  );
}
