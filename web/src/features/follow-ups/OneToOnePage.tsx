import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { Section } from '../../components/Section.tsx';
import { firstName } from '../../lib/formats.ts';
import { FollowUpEntry } from './FollowUpEntry.tsx';
import { OneToOneForm } from './OneToOneForm.tsx';
import { oneToOneQuery } from './follow-ups.queries.ts';

/** What there is to talk about with one rep, marked while one talks, and logged by one press. */
export function OneToOnePage() {
  const { repId } = useParams({ from: '/shell/team/$repId/one-to-one' });
  const query = useQuery(oneToOneQuery(repId));
  const rep = query.data?.rep;
  return (
    <Page
      title={rep ? `One-to-one with ${rep.name}` : 'One-to-one'}
      purpose={
        <>
          Say what came of each; one press logs all of it.{' '}
          {rep && (
            <Link to="/team/$repId" params={{ repId }}>
              {`What ${firstName(rep.name)} owes, and the record`}
            </Link>
          )}
        </>
      }
    >
      <QueryState query={query}>
        {(oneToOne) => (
          <>
            {oneToOne.agenda.length === 0 ? (
              <EmptyState title={`Nothing waits between you and ${firstName(oneToOne.rep.name)}`}>
                What is late, was promised in vain, waits for more time or is a directive appears here.
              </EmptyState>
            ) : (
              // A key, so that what was marked for one rep is never another's.
              <OneToOneForm key={repId} oneToOne={oneToOne} />
            )}
            {oneToOne.followUps.length > 0 && (
              <Section title="Said last">
                <ul>
                  {oneToOne.followUps.map((followUp) => (
                    <FollowUpEntry key={followUp.id} followUp={followUp} />
                  ))}
                </ul>
              </Section>
            )}
          </>
        )}
      </QueryState>
    </Page>
  );
}
