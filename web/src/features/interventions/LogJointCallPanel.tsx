import { NativeSelect, TextInput, Textarea } from '@mantine/core';
import type { JointCallChoices } from '@plumbline/shared/contracts/joint-calls.ts';
import { jointCallLeaders, type JointCallLeader } from '@plumbline/shared/domain/vocabulary.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { ChoiceField } from '../../components/ChoiceField.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { TimeField } from '../../components/TimeField.tsx';
import { useReader } from '../../components/useReader.ts';
import { fieldErrors } from '../../lib/field-errors.ts';
import { choices as choicesOf } from '../../lib/words.ts';
import { recentTimes } from '../follow-ups/spoken.ts';
import { useLogJointCall } from './joint-calls.mutations.ts';
import { jointCallChoicesQuery } from './joint-calls.queries.ts';
import { leaderWords } from './words.ts';

/** From so many on a search is offered: the server names 50 at most. */
const manyChoices = 10;

/** Logs a call that the manager held together with a rep: with which customer, who led it, what was coached. */
export function LogJointCallPanel() {
  const { rep } = useSearch({ from: '/shell/accounts/joint-call' });
  const navigate = useNavigate();
  const [search, setSearch] = useState('');
  const query = useQuery(jointCallChoicesQuery({ rep, search: useDeferredValue(search) }));
  const close = () =>
    void navigate({
      to: '/accounts',
      search: (previous) => ({ ...previous, rep: undefined }),
      resetScroll: false,
    });
  return (
    <SidePanel
      title="Log a joint call"
      subtitle="The rep is told, and confirms or disputes it. It changes no figure: what counts is read from activities."
      onClose={close}
    >
      <QueryState query={query} skeletonRows={4}>
        {({ choices }) =>
          choices.length === 0 && search === '' ? (
            <EmptyState title="No account of your reps">
              Accounts and deals come in by an import; those of your reps can be named here.
            </EmptyState>
          ) : (
            <LogForm
              choices={choices}
              search={search !== '' || choices.length > manyChoices ? search : null}
              onSearch={setSearch}
              onDone={close}
            />
          )
        }
      </QueryState>
    </SidePanel>
  );
}

type Choice = JointCallChoices['choices'][number];

function LogForm({
  choices,
  search,
  onSearch,
  onDone,
}: {
  choices: readonly Choice[];
  /** Null where there is too little to search in. */
  search: string | null;
  onSearch: (search: string) => void;
  onDone: () => void;
}) {
  const reader = useReader();
  const [moments] = useState(() => recentTimes(reader.now));
  const [aboutId, setAboutId] = useState('');
  const [heldAt, setHeldAt] = useState(moments[0]?.value ?? null);
  const [ledBy, setLedBy] = useState<JointCallLeader | null>(null);
  const [coached, setCoached] = useState('');
  const log = useLogJointCall();
  const errors = fieldErrors(log.error);
  const chosen = choices.find(({ about }) => about.id === aboutId) ?? choices[0];

  const send = () => {
    if (chosen === undefined || heldAt === null || ledBy === null) return;
    log.mutate({ about: chosen.about, heldAt, ledBy, coached: coached.trim() }, { onSuccess: onDone });
  };

  return (
    <SendForm
      label="Log a joint call"
      sendLabel="Log"
      isSending={log.isPending}
      onCancel={onDone}
      onSend={send}
    >
      {search !== null && (
        <TextInput
          label="Find"
          type="search"
          placeholder="The beginning of an account, a deal or a rep"
          value={search}
          onChange={(event) => onSearch(event.currentTarget.value)}
        />
      )}
      <NativeSelect
        label="With which customer"
        autoFocus
        value={chosen?.about.id ?? ''}
        error={chosen === undefined ? 'Nothing begins like that' : undefined}
        data={choices.map(({ about, deal, account, rep }) => ({
          value: about.id,
          label: `${deal === null ? account : `${account}: ${deal}`} · ${rep.name}`,
        }))}
        onChange={(event) => setAboutId(event.currentTarget.value)}
      />
      <TimeField
        legend="When"
        quick={moments}
        timeZone={reader.timeZone}
        value={heldAt}
        onChange={setHeldAt}
        error={errors.heldAt}
      />
      <ChoiceField
        legend="Who led it"
        options={choicesOf(leaderWords, jointCallLeaders)}
        value={ledBy}
        onChange={setLedBy}
      />
      <Textarea
        label="What you coached"
        description={`${chosen?.rep.name ?? 'The rep'} reads it.`}
        required
        withAsterisk={false}
        maxLength={4000}
        autosize
        minRows={2}
        maxRows={6}
        value={coached}
        onChange={(event) => setCoached(event.currentTarget.value)}
      />
      <ErrorLine error={Object.keys(errors).length === 0 ? log.error : null} />
    </SendForm>
  );
}
