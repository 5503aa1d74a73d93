import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useSearch } from '@tanstack/react-router';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { EntryPage } from './EntryPage.tsx';
import classes from './EntryPage.module.css';
import { useSignIn } from './identity.mutations.ts';
import { welcomeQuery } from './identity.queries.ts';

export function SignInPage() {
  const { back } = useSearch({ from: '/sign-in' });
  const welcome = useQuery(welcomeQuery);
  const signIn = useSignIn(back);
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: '', password: '' } });

  // Nobody can sign in yet: there is no organisation.
  if (welcome.data?.empty) return <Navigate to="/welcome" replace />;

  return (
    <EntryPage
      title="Sign in"
      purpose={back ? 'Then you go on where you were.' : 'With the address that your invitation came to.'}
    >
      <form className={classes.form} onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
        <TextInput
          label="E-mail address"
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          data-autofocus
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <ErrorLine error={signIn.error} />
        <Button type="submit" size="md" loading={signIn.isPending}>
          Sign in
        </Button>
      </form>
      <p className={classes.aside}>
        {welcome.data?.sampleOffered ? (
          <>
            No account yet? <Link to="/welcome">Look around in the sample organisation</Link>.
          </>
        ) : (
          'No account or no password any more? Your administrator can send you a new invitation link.'
        )}
      </p>
    </EntryPage>
  );
}
