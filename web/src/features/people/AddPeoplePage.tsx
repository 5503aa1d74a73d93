import { Button, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorLine } from '../../components/ErrorLine.tsx';
import { Page } from '../../components/Page.tsx';
import { count } from '../../lib/formats.ts';
import classes from './AddPeoplePage.module.css';
import { InvitationLinks } from './InvitationLinks.tsx';
import { PeopleTree } from './PeopleTree.tsx';
import { previewQuery, useStorePeople } from './people.mutations.ts';

const example = `name, e-mail, manager
Ida Berg, ida@example.com,
Mark Ellis, mark@example.com, ida@example.com
Ana Ruiz, ana@example.com, mark@example.com`;

/** Paste people from a spreadsheet, see the tree and what is wrong, store, send the links. */
export function AddPeoplePage() {
  const [text, setText] = useState('');
  const [debounced] = useDebouncedValue(text, 300);
  const preview = useQuery(previewQuery(debounced));
  const store = useStorePeople();

  if (store.data) {
    return (
      <Page
        title="Invite your people"
        purpose="Each link works once. Plumbline keeps only its digest, so copy the links before you leave this page."
        action={
          <Button component={Link} to="/people" variant="default">
            To all people
          </Button>
        }
      >
        <InvitationLinks emails={store.data.people.map(({ email }) => email)} />
      </Page>
    );
  }

  const seen = text.trim() === '' ? undefined : preview.data;
  const added = seen?.people.filter(({ status }) => status === 'new').length ?? 0;
  const problems = seen?.problems ?? [];
  const isCurrent = text === debounced && !preview.isPlaceholderData;

  return (
    <Page
      title="Add people"
      purpose="Paste three columns from a spreadsheet: name, e-mail address, and the manager’s e-mail address or name."
      action={
        <Button
          disabled={!isCurrent || added === 0 || problems.length > 0}
          loading={store.isPending}
          onClick={() => store.mutate(text)}
        >
          {added > 0 ? `Add ${count(added, 'person', 'people')}` : 'Add people'}
        </Button>
      }
    >
      <div className={classes.columns}>
        <div>
          <Textarea
            label="Lines"
            description="A line a person; comma, semicolon or tab between. Whoever manages somebody becomes a manager."
            placeholder={example}
            autoFocus
            autosize
            minRows={14}
            maxRows={28}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <ErrorLine error={store.error ?? preview.error} />
        </div>
        <section aria-label="Preview" aria-live="polite" aria-busy={!isCurrent}>
          {!seen && (
            <EmptyState title="The tree appears here">
              As soon as you paste lines, you see who reports to whom and what is wrong, line by line. Nothing
              is stored before you press “Add people”.
            </EmptyState>
          )}
          {problems.length > 0 && (
            <>
              <h2>{count(problems.length, 'line')} to mend</h2>
              <ul className={classes.problems}>
                {problems.map(({ line, value, expected }) => (
                  <li key={`${line} ${expected}`}>
                    <strong>Line {line}:</strong> expected {expected}
                    {value && (
                      <>
                        , found <q>{value}</q>
                      </>
                    )}
                  </li>
                ))}
              </ul>
            </>
          )}
          {seen && seen.people.length > 0 && <PeopleTree people={seen.people} />}
        </section>
      </div>
    </Page>
  );
}
