import { Button } from '@mantine/core';
import type { Invitations } from '@plumbline/shared/contracts/people.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { said } from '../../components/toasts.tsx';
import { count } from '../../lib/formats.ts';
import classes from './AddPeoplePage.module.css';
import { useInvite } from './people.mutations.ts';
import { peopleQuery } from './people.queries.ts';

type Invitation = Invitations['invitations'][number];

/** One-time links for people who cannot sign in yet: copy one by one, or all as lines. */
export function InvitationLinks({ emails }: { emails?: readonly string[] }) {
  const query = useInfiniteQuery(peopleQuery(''));
  const invite = useInvite();
  const [invited, setInvited] = useState<Invitation[]>([]);

  const make = (ids: string[]) =>
    invite.mutateAsync(ids).then(({ invitations }) => {
      const again = new Set(invitations.map(({ person }) => person.id));
      setInvited((before) => [...before.filter(({ person }) => !again.has(person.id)), ...invitations]);
      return invitations;
    });
  const copyOne = async (id: string) => {
    const [made] = invited.filter(({ person }) => person.id === id);
    const [invitation] = made ? [made] : await make([id]);
    if (invitation) await copy([invitation]);
  };

  return (
    <QueryState query={query}>
      {({ pages }) => {
        const wanted = emails && new Set(emails.map((email) => email.toLowerCase()));
        const waiting = pages
          .flatMap((page) => page.rows)
          .filter(({ canSignIn, leftOn }) => !canSignIn && leftOn === null)
          .filter(({ email }) => !wanted || wanted.has(email.toLowerCase()));
        if (waiting.length === 0) {
          return (
            <EmptyState title="Everybody can sign in">
              People who have not chosen a password yet are listed here with their invitation links.
            </EmptyState>
          );
        }
        return (
          <>
            <div className={classes.bar}>
              <p>{count(waiting.length, 'person has', 'people have')} not chosen a password yet.</p>
              <Button
                loading={invite.isPending}
                onClick={() => void make(waiting.slice(0, 500).map(({ id }) => id)).then(copy)}
              >
                Copy all links
              </Button>
            </div>
            <ErrorLine error={invite.error} />
            <table className={`${classes.links} ${classes.invitations}`}>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">E-mail address</th>
                  <th scope="col">Role</th>
                  <th scope="col">Invitation</th>
                </tr>
              </thead>
              <tbody>
                {waiting.map(({ id, name, email, role }) => (
                  <tr key={id}>
                    <td>{name}</td>
                    <td>{email}</td>
                    <td>{role}</td>
                    <td>
                      <Button
                        variant="subtle"
                        size="compact-md"
                        aria-label={`Copy link for ${name}`}
                        onClick={() => void copyOne(id)}
                      >
                        Copy link
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <MoreRows query={query} />
          </>
        );
      }}
    </QueryState>
  );
}

/** One link as it is; several as lines of name, address and link, ready for a mail merge. */
async function copy(invitations: readonly Invitation[]): Promise<void> {
  const [only] = invitations;
  const text =
    invitations.length === 1 && only
      ? only.url
      : invitations.map(({ person, email, url }) => `${person.name}\t${email}\t${url}`).join('\n');
  await navigator.clipboard.writeText(text);
  said(
    invitations.length === 1 && only
      ? `Copied the link for ${only.person.name}.`
      : `Copied ${invitations.length} links.`,
  );
}
