import { useQuery } from '@tanstack/react-query';
import { QueryState } from '../../components/QueryState.tsx';
import { EntryPage } from './EntryPage.tsx';
import classes from './EntryPage.module.css';
import { SampleEntrance } from './SampleEntrance.tsx';
import { welcomeQuery } from './identity.queries.ts';

/** The first page of a new installation: look around, or begin. */
export function WelcomePage() {
  const welcome = useQuery(welcomeQuery);
  return (
    <EntryPage
      wide
      title="Welcome to Plumbline"
      purpose="Late paperwork, ignored directives and rescued deals, read from the record rather than from anybody’s opinion."
    >
      <QueryState query={welcome} skeletonRows={3}>
        {({ empty, sampleOffered }) => (
          <div className={classes.ways}>
            {sampleOffered && (
              <section className={classes.way} aria-labelledby="sample">
                <h2 id="sample">Look around</h2>
                <p>
                  An invented sales organisation with half a year of records. You can change anything in it.
                </p>
                <SampleEntrance />
              </section>
            )}
            <section className={classes.way} aria-labelledby="own">
              <h2 id="own">{empty ? 'Set up your own' : 'Your own organisation'}</h2>
              {empty ? (
                <>
                  <p>
                    When Plumbline started, it printed a one-time link in its window. Open that link to name
                    the organisation and become its first administrator.
                  </p>
                  <p>
                    Then paste your people from a spreadsheet. A team without a CRM is at work in fifteen
                    minutes.
                  </p>
                </>
              ) : (
                <p>
                  It is set up already. <a href="/sign-in">Sign in</a>.
                </p>
              )}
            </section>
          </div>
        )}
      </QueryState>
    </EntryPage>
  );
}
