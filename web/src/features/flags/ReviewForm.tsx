import { FlagReviewRequest } from '@plumbline/shared/contracts/flags.ts';
import { type ReviewDecision, reviewDecisions } from '@plumbline/shared/domain/vocabulary.ts';
import { Button, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ChoiceField } from '../../components/ChoiceField.tsx';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { fieldErrors } from '../../lib/field-errors.ts';
import classes from './Conversation.module.css';
import { useReview } from './flags.mutations.ts';

const labels: Record<ReviewDecision, string> = {
  borne_out: 'Borne out',
  not_borne_out: 'Not borne out',
  plan_agreed: 'Plan agreed',
};

const hints: Record<ReviewDecision, string> = {
  borne_out: 'The record shows what happened. The flag stays until the evidence clears it.',
  not_borne_out:
    'Say why the record misleads here. When the week closes, the flag is cleared and the evidence starts anew.',
  plan_agreed: 'Name what was agreed and the day on which you both look again.',
};

/** What the reviewer decides. Nothing follows from it by itself. */
export function ReviewForm({ flagId }: { flagId: string }) {
  const [decision, setDecision] = useState<ReviewDecision | null>(null);
  const [reason, setReason] = useState('');
  const [lookAgainOn, setLookAgainOn] = useState('');
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const review = useReview(flagId);

  const submit = () => {
    if (decision === null) return setWrong({ decision: 'Say what you decide' });
    const checked = FlagReviewRequest.safeParse({
      decision,
      reason: reason.trim() || undefined,
      lookAgainOn: decision === 'plan_agreed' ? lookAgainOn || undefined : undefined,
    });
    if (!checked.success) {
      setWrong(
        Object.fromEntries(checked.error.issues.map((issue) => [issue.path.join('.'), issue.message])),
      );
      return;
    }
    setWrong({});
    review.mutate(checked.data, {
      onSuccess: () => setReason(''),
      onError: (error) => setWrong(fieldErrors(error)),
    });
  };

  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ChoiceField
        legend="Your review"
        options={reviewDecisions.map((value) => ({ value, label: labels[value] }))}
        value={decision}
        onChange={setDecision}
        error={decision === null ? wrong.decision : undefined}
      />
      {decision && <p className={classes.hint}>{hints[decision]}</p>}
      <Textarea
        label={decision === 'not_borne_out' ? 'Reason' : 'Reason (optional)'}
        rows={4}
        maxLength={10_000}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        error={wrong.reason}
      />
      {decision === 'plan_agreed' && (
        <TextInput
          label="Look again on"
          type="date"
          value={lookAgainOn}
          onChange={({ currentTarget }) => setLookAgainOn(currentTarget.value)}
          error={wrong.lookAgainOn}
        />
      )}
      <ErrorLine error={review.error} />
      <Button type="submit" loading={review.isPending}>
        Record review
      </Button>
    </form>
  );
}
