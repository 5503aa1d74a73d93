import { Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { ApiError } from '../../lib/api-error.ts';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { EntryPage } from './EntryPage.tsx';
import classes from './EntryPage.module.css';
import { useAcceptInvitation } from './identity.mutations.ts';
import { invitationQuery } from './identity.queries.ts';
import { tokenOf } from './token.ts';

/** The invited person chooses a password and is in. */
export function InvitationPage() {
  const token = tokenOf(useLocation().hash);
  const invitation = useQuery({ ...invitationQuery(token), enabled: token !== '' });
  const accept = useAcceptInvitation();
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (password) => (password.length < 12 ? 'At least 12 characters' : null) },
  });

  if (token === '' || invitation.error) {
    const message =
      invitation.error instanceof ApiError ? invitation.error.message : 'The link is not complete.';
    return (
      <EntryPage title="This invitation cannot be opened" purpose={message}>
        <p>An invitation works once and for a limited time; whoever sent it can send another.</p>
      </EntryPage>
    );
  }
  if (!invitation.data) return <EntryPage title="Your invitation" purpose="One moment…" />;

  const { name, email, organizationName } = invitation.data;
  return (
    <EntryPage
      title={`Welcome, ${name}`}
      purpose={`${organizationName} keeps its paperwork and directives in Plumbline. Whatever is recorded about you there, you can see.`}
    >
      <form
        className={classes.form}
        onSubmit={form.onSubmit(({ password }) => accept.mutate({ token, password }))}
      >
        {/* So that a password manager knows whose password it keeps. */}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <PasswordInput
          label="Choose a password"
          description={`At least 12 characters. You sign in as ${email}.`}
          autoComplete="new-password"
          required
          withAsterisk={false}
          {...form.getInputProps('password')}
        />
        <ErrorLine error={accept.error} />
        <Button type="submit" size="md" loading={accept.isPending}>
          Begin
        </Button>
      </form>
    </EntryPage>
  );
}
