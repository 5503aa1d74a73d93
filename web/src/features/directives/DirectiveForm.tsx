import { Checkbox, NativeSelect, TextInput, Textarea } from '@mantine/core';
import {
  type DirectiveTree,
  IssueDirectiveRequest,
  mostNamed,
} from '@plumbline/shared/contracts/directives.ts';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { fieldErrors } from '../../lib/field-errors.ts';
import { count } from '../../lib/formats.ts';
import { useMe } from '../identity/identity.queries.ts';
import { useIssueDirective } from './directives.mutations.ts';
import { addresseesQuery } from './directives.queries.ts';
import { DirectivePreviewed } from './DirectivePreviewed.tsx';

/** Somebody with what goes to them: `person:…`, `team:…`, `branch:…`; `same`: whom the one goes to that is replaced. */
type Addressee = `${'person' | 'team' | 'branch'}:${string}` | 'same';

/**
 * Issues a directive: to whom, by when, and what that would do, before it is sent.
 * @param former the one in whose place it is to stand, with which the form begins
 */
export function DirectiveForm({ former, onClose }: { former?: DirectiveTree; onClose: () => void }) {
  const me = useMe();
  const { data: offered } = useQuery(addresseesQuery);
  const same = former?.branches.flatMap(({ reps }) => reps.map(({ rep }) => rep.id)) ?? [];
  const maySame = same.length > 0 && same.length <= mostNamed;
  const own = me.role === 'executive' ? (`branch:${me.id}` as const) : (`team:${me.id}` as const);
  const { directive = null } = former ?? {};
  const [title, setTitle] = useState(directive?.title ?? '');
  const [body, setBody] = useState(directive?.body ?? '');
  const [to, setTo] = useState<Addressee>(maySame ? 'same' : own);
  const [dueAt, setDueAt] = useState('');
  const [mustBeRelayed, setMustBeRelayed] = useState(directive?.mustBeRelayed ?? me.role === 'executive');
  const [wantsVerification, setWantsVerification] = useState(directive?.wantsVerification ?? false);
  const [remind, setRemind] = useState(String(directive?.remindDaysBefore ?? ''));
  const [escalate, setEscalate] = useState(String(directive?.escalateDaysAfter ?? ''));
  const issue = useIssueDirective();
  const errors = fieldErrors(issue.error);

  const parsed = IssueDirectiveRequest.safeParse({
    title,
    body: body.trim() === '' ? undefined : body,
    to: addressed(to, same),
    dueAt,
    mustBeRelayed,
    wantsVerification,
    remindDaysBefore: remind === '' ? undefined : Number(remind),
    escalateDaysAfter: escalate === '' ? undefined : Number(escalate),
    replaces: directive?.id,
  });
  const [settled] = useDebouncedValue(parsed.success ? JSON.stringify(parsed.data) : null, 400);

  return (
    <SendForm
      label={directive === null ? 'Issue a directive' : `Replace ${directive.title}`}
      sendLabel="Issue"
      isSending={issue.isPending}
      onCancel={onClose}
      onSend={() => {
        if (parsed.success) issue.mutate(parsed.data, { onSuccess: onClose });
      }}
    >
      <TextInput
        label="What is to be done"
        required
        withAsterisk={false}
        autoFocus
        maxLength={300}
        value={title}
        error={errors.title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Textarea
        label="In more words"
        placeholder="Optional"
        maxLength={4000}
        autosize
        minRows={2}
        maxRows={8}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <NativeSelect
        label="To"
        value={to}
        error={errors.to}
        data={[
          ...(maySame
            ? [{ value: 'same', label: `The same ${count(same.length, 'person', 'people')}` }]
            : []),
          ...choicesOf(offered?.people ?? [{ id: me.id, name: me.name, role: me.role, reports: 1 }], me),
        ]}
        onChange={({ currentTarget: { value } }) => {
          if (isAddressee(value)) setTo(value);
        }}
      />
      <TextInput
        label="Due"
        description="At this local time of each rep."
        type="datetime-local"
        required
        withAsterisk={false}
        value={dueAt}
        error={errors.dueAt}
        onChange={(event) => setDueAt(event.currentTarget.value)}
      />
      {me.role === 'executive' && (
        <Checkbox
          label="Each manager relays it to their reps"
          checked={mustBeRelayed}
          onChange={(event) => setMustBeRelayed(event.currentTarget.checked)}
        />
      )}
      <Checkbox
        label="It is done when I say so"
        checked={wantsVerification}
        onChange={(event) => setWantsVerification(event.currentTarget.checked)}
      />
      <NativeSelect
        label="Remind"
        description="Whoever owes it then; a manager who has not relayed it."
        value={remind}
        data={[
          { value: '', label: 'not before the day it is due' },
          ...daysOffered('before it is due', remind),
        ]}
        onChange={(event) => setRemind(event.currentTarget.value)}
      />
      <NativeSelect
        label="Escalate by itself"
        description="To you what is still not done; of your own reps, to whom you report to."
        value={escalate}
        data={[{ value: '', label: 'never' }, ...daysOffered('after it was due', escalate)]}
        onChange={(event) => setEscalate(event.currentTarget.value)}
      />
      {settled !== null && (
        <DirectivePreviewed
          wanted={IssueDirectiveRequest.parse(JSON.parse(settled))}
          isToSend={issue.isIdle || issue.isError}
        />
      )}
      <ErrorLine error={Object.keys(errors).length === 0 ? issue.error : null} />
    </SendForm>
  );
}

const daysOffered = (when: string, chosen: string) =>
  [...new Set([1, 2, 3, 5, 10, ...(chosen === '' ? [] : [Number(chosen)])])].map((days) => ({
    value: String(days),
    label: `${count(days, 'business day')} ${when}`,
  }));

const isAddressee = (value: string): value is Addressee => /^(same$|(person|team|branch):)/.test(value);

function addressed(to: Addressee, same: readonly string[]) {
  if (to === 'same') return { people: same };
  const [kind, id = ''] = to.split(':');
  if (kind === 'person') return { people: [id] };
  return kind === 'team' ? { teamsOf: [id] } : { branchesOf: [id] };
}

interface Offered {
  id: string;
  name: string;
  role: 'rep' | 'manager' | 'executive';
  reports: number;
}

/** Whole branches and teams first, then people by name. */
function choicesOf(people: readonly Offered[], me: { id: string }) {
  const leading = people.filter(({ reports }) => reports > 0);
  const called = ({ id, name }: Offered) => (id === me.id ? 'mine' : name);
  const own = leading.filter(({ id }) => id === me.id);
  const others = leading.filter(({ id }) => id !== me.id);
  const group = (name: string, items: { value: Addressee; label: string }[]) =>
    items.length > 0 ? [{ group: name, items }] : [];
  return [
    ...group(
      'Everybody below',
      [...own, ...others.filter(({ role }) => role !== 'rep')].map((person) => ({
        value: `branch:${person.id}` as const,
        label: `The branch of ${called(person)}`.replace('of mine', 'below me'),
      })),
    ),
    ...group(
      'Teams',
      [...own, ...others].map((person) => ({
        value: `team:${person.id}` as const,
        label: person.id === me.id ? 'My own reps' : `The reps of ${person.name}`,
      })),
    ),
    ...group(
      'One person',
      people
        .filter(({ id }) => id !== me.id)
        .map(({ id, name }) => ({ value: `person:${id}` as const, label: name })),
    ),
  ];
}
