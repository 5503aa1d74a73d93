import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { SetUpRequest } from '@plumbline/shared/contracts/people.ts';
import { roles } from '@plumbline/shared/domain/roles.ts';
import { useLocation } from '@tanstack/react-router';
import { fieldErrors } from '../../lib/field-errors.ts';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { EntryPage } from './EntryPage.tsx';
import classes from './EntryPage.module.css';
import { useSetUp } from './identity.mutations.ts';
import { tokenOf } from './token.ts';

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A browser's list leaves out UTC, and may leave out the name by which it calls its own. */
const timeZones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', here])].toSorted();

/** Step one of setting up: the organisation and its first administrator, by the link printed at start. */
export function SetUpPage() {
  const token = tokenOf(useLocation().hash);
  const setUp = useSetUp();
  const form = useForm<Omit<SetUpRequest, 'token'>>({
    initialValues: {
      organizationName: '',
      timeZone: here,
      name: '',
      email: '',
      password: '',
      role: 'executive',
    },
    validate: {
      password: (password) => (password.length < 12 ? 'At least 12 characters' : null),
    },
  });

  if (token === '') {
    return (
      <EntryPage
        title="Set up"
        purpose="This page is opened by the one-time link that Plumbline prints when it starts."
      >
        <p>The link in your address bar has no token. Copy the whole link, with what stands after the #.</p>
      </EntryPage>
    );
  }

  return (
    <EntryPage
      title="Set up your organisation"
      purpose="Step 1 of 2. Next you paste the names of your people."
    >
      <form
        className={classes.form}
        onSubmit={form.onSubmit((values) =>
          setUp.mutate({ ...values, token }, { onError: (error) => form.setErrors(fieldErrors(error)) }),
        )}
      >
        <TextInput
          label="Organisation"
          required
          withAsterisk={false}
          {...form.getInputProps('organizationName')}
        />
        <NativeSelect
          label="Time zone"
          description="Due times and business days count in it; each person can have another."
          data={timeZones}
          {...form.getInputProps('timeZone')}
        />
        <TextInput
          label="Your name"
          autoComplete="name"
          required
          withAsterisk={false}
          {...form.getInputProps('name')}
        />
        <TextInput
          label="Your e-mail address"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          description="At least 12 characters; a few words in a row are easiest."
          autoComplete="new-password"
          required
          withAsterisk={false}
          {...form.getInputProps('password')}
        />
        <NativeSelect
          label="Your part in the sales team"
          description="You are administrator as well."
          data={roles.map((role) => ({ value: role, label: role }))}
          {...form.getInputProps('role')}
        />
        <ErrorLine error={setUp.error} />
        <Button type="submit" size="md" loading={setUp.isPending}>
          Set up
        </Button>
      </form>
    </EntryPage>
  );
}
