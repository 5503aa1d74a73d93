import { NativeSelect, TextInput, Textarea } from '@mantine/core';
import { type ExceptionKind, exceptionKinds } from '@plumbline/shared/domain/vocabulary.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ChoiceField } from '../../components/ChoiceField.tsx';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { fieldErrors } from '../../lib/field-errors.ts';
import { choices } from '../../lib/words.ts';
import classes from './AskForExceptionPanel.module.css';
import { useAskForException } from './exceptions.mutations.ts';
import { ownAccountsQuery } from './exceptions.queries.ts';
import { kindWords } from './words.ts';

/** Those most used first, then all that the browser knows. */
const usual = ['EUR', 'USD', 'GBP', 'CHF', 'JPY'];
const currencies = [...usual, ...Intl.supportedValuesOf('currency').filter((code) => !usual.includes(code))];

/** Asks the manager for a departure from policy: what, for whom, at what cost, and why it is worth it. */
export function AskForExceptionPanel() {
  const navigate = useNavigate({ from: '/exceptions/new' });
  const close = () =>
    void navigate({ to: '/exceptions', search: (previous) => previous, resetScroll: false });
  const { data } = useQuery(ownAccountsQuery);
  const [kind, setKind] = useState<ExceptionKind>('discount');
  const [accountId, setAccountId] = useState('');
  const [cost, setCost] = useState('');
  const [currency, setCurrency] = useState('EUR');
  const [note, setNote] = useState('');
  const ask = useAskForException();
  const errors = fieldErrors(ask.error);
  const isNumber = cost.trim() === '' || Number.isFinite(Number(cost));

  return (
    <SidePanel
      title="Ask for an exception"
      subtitle="Your manager decides, and you are told."
      onClose={close}
    >
      <SendForm
        label="Ask for an exception"
        sendLabel="Ask"
        isSending={ask.isPending}
        onCancel={close}
        onSend={() => {
          if (!isNumber) return;
          ask.mutate(
            {
              kind,
              note: note.trim(),
              ...(accountId === '' ? {} : { accountId }),
              ...(cost.trim() === '' ? {} : { cost: Number(cost), currency }),
            },
            { onSuccess: close },
          );
        }}
      >
        <ChoiceField
          legend="What"
          options={choices(kindWords, exceptionKinds)}
          value={kind}
          onChange={setKind}
          autoFocus
        />
        <NativeSelect
          label="Account"
          value={accountId}
          data={[
            { value: '', label: 'none in particular' },
            ...(data?.accounts ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          error={errors.accountId}
          onChange={(event) => setAccountId(event.currentTarget.value)}
        />
        <div className={classes.cost}>
          <TextInput
            label="What it costs the company"
            placeholder="Optional"
            inputMode="decimal"
            value={cost}
            error={isNumber ? errors.cost : 'A number, like 4200 or 4200.50'}
            onChange={(event) => setCost(event.currentTarget.value)}
          />
          <NativeSelect
            label="Currency"
            value={currency}
            data={currencies}
            error={errors.currency}
            onChange={(event) => setCurrency(event.currentTarget.value)}
          />
        </div>
        <Textarea
          label="Why it is worth it"
          required
          withAsterisk={false}
          maxLength={4000}
          autosize
          minRows={3}
          maxRows={8}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <ErrorLine error={Object.keys(errors).length === 0 ? ask.error : null} />
      </SendForm>
    </SidePanel>
  );
}
