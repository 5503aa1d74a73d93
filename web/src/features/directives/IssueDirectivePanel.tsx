import { Checkbox, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { IssueDirectiveRequest } from '@plumbline/shared/contracts/directives.ts';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { fieldErrors } from '../../lib/field-errors.ts';
import { count } from '../../lib/formats.ts';
import { useMe } from '../identity/identity.queries.ts';
import { useIssueDirective } from './directives.mutations.ts';
import { addresseesQuery } from './directives.queries.ts';
import { DirectivePreviewed } from './DirectivePreviewed.tsx';

/** Somebody with what goes to them: `person:…`, `team:…`, `branch:…`. */
type Addressee = `${'person' | 'team' | 'branch'}:${string}`;

/** Issues a directive: to whom, by when, and what that would do, before it is sent. */
export function IssueDirectivePanel() {
  const me = useMe();
  const search = useSearch({ from: '/shell/directives' });
  const navigate = useNavigate();
  const { data: offered } = useQuery(addresseesQuery);
  const [title, setTitle] = useState('');
  const [body, setBody] = useState('');
  const [to, setTo] = useState<Addressee>(me.role === 'executive' ? `branch:${me.id}` : `team:${me.id}`);
  const [dueAt, setDueAt] = useState('');
  const [mustBeRelayed, setMustBeRelayed] = useState(me.role === 'executive');
  const [wantsVerification, setWantsVerification] = useState(false);
  const [remind, setRemind] = useState('');
  const [escalate, setEscalate] = useState('');
  const issue = useIssueDirective();
  const errors = fieldErrors(issue.error);
  const close = () => void navigate({ to: '/directives', search, resetScroll: false });

  const parsed = IssueDirectiveRequest.safeParse({
    title,
    body: body.trim() === '' ? undefined : body,
    to: addressed(to),
    dueAt,
    mustBeRelayed,
    wantsVerification,
    remindDaysBefore: remind === '' ? undefined : Number(remind),
    escalateDaysAfter: escalate === '' ? undefined : Number(escalate),
  });
  const [settled] = useDebouncedValue(parsed.success ? JSON.stringify(parsed.data) : null, 400);

  return (
    <SidePanel title="Issue a directive" subtitle="Each rep it goes to owes it from then on." onClose={close}>
      <SendForm
        label="Issue a directive"
        sendLabel="Issue"
        isSending={issue.isPending}
        onCancel={close}
        onSend={() => {
          if (parsed.success) issue.mutate(parsed.data, { onSuccess: close });
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
          data={choicesOf(offered?.people ?? [{ id: me.id, name: me.name, role: me.role, reports: 1 }], me)}
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
          data={[{ value: '', label: 'not before the day it is due' }, ...daysOffered('before it is due')]}
          onChange={(event) => setRemind(event.currentTarget.value)}
        />
        <NativeSelect
          label="Escalate by itself"
          description="To you what is still not done; of your own reps, to whom you report to."
          value={escalate}
          data={[{ value: '', label: 'never' }, ...daysOffered('after it was due')]}
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
    </SidePanel>
  );
}

const daysOffered = (when: string) =>
  [1, 2, 3, 5, 10].map((days) => ({ value: String(days), label: `${count(days, 'business day')} ${when}` }));

const isAddressee = (value: string): value is Addressee => /^(person|team|branch):/.test(value);

function addressed(to: Addressee) {
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
