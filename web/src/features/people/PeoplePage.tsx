import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreRows } from '../../components/MoreRows.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { Views } from '../../components/Views.tsx';
import classes from './AddPeoplePage.module.css';
import { InvitationLinks } from './InvitationLinks.tsx';
import { peopleQuery } from './people.queries.ts';

export function PeoplePage() {
  const { view } = useSearch({ from: '/shell/people' });
  const navigate = useNavigate();
  return (
    <Page
      title="People"
      purpose="Who is in the organisation, in what role, and to whom they report."
      action={<Button onClick={() => void navigate({ to: '/people/new' })}>Add people</Button>}
    >
      <Views label="Which people">
        <Link
          to="/people"
          search={{}}
          activeOptions={{ exact: true }}
          activeProps={{ 'aria-current': 'page' }}
        >
          All
        </Link>
        <Link to="/people" search={{ view: 'invitations' }} activeProps={{ 'aria-current': 'page' }}>
          To be invited
        </Link>
      </Views>
      {view === 'invitations' ? <InvitationLinks /> : <PeopleTable />}
    </Page>
  );
}

function PeopleTable() {
  const [search, setSearch] = useState('');
  const [debounced] = useDebouncedValue(search, 250);
  const query = useInfiniteQuery({ ...peopleQuery(debounced.trim()), placeholderData: keepPreviousData });
  return (
    <>
      <div className={classes.bar}>
        <TextInput
          type="search"
          aria-label="Search people"
          placeholder="Search by name or e-mail address"
          maxLength={200}
          w={320}
          maw="100%"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      <QueryState query={query}>
        {({ pages }) => {
          const people = pages.flatMap((page) => page.rows);
          if (people.length === 0) {
            return (
              <EmptyState title={debounced ? 'Nobody is called that' : 'Nobody is here yet'}>
                Add people by pasting them from a spreadsheet, or import them with the rest of the record.
              </EmptyState>
            );
          }
          return (
            <div className={classes.scroll} tabIndex={0} role="region" aria-label="People">
              <table className={`${classes.links} ${classes.people}`}>
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col">E-mail address</th>
                    <th scope="col">Role</th>
                    <th scope="col">Reports to</th>
                    <th scope="col">Signs in</th>
                  </tr>
                </thead>
                <tbody>
                  {people.map(({ id, name, email, role, isAdmin, manager, canSignIn, leftOn }) => (
                    <tr key={id}>
                      <td>{name}</td>
                      <td>{email}</td>
                      <td>{isAdmin ? `${role}, administrator` : role}</td>
                      <td>{manager?.name ?? ''}</td>
                      <td>{leftOn ? 'has left' : canSignIn ? 'yes' : 'not yet'}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              <MoreRows query={query} />
            </div>
          );
        }}
      </QueryState>
    </>
  );
}
