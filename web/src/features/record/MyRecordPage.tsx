import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { Section } from '../../components/Section.tsx';
import { Commitments } from './Commitments.tsx';
import { RecordWeeks, onTimeWords } from './RecordWeeks.tsx';
import classes from './record.module.css';
import { myRecordQuery, useExportRecord } from './record.queries.ts';

/** A rep's own record: what is counted about them, and all that is held to take away. */
export function MyRecordPage() {
  const query = useQuery(myRecordQuery);
  const take = useExportRecord();
  return (
    <Page
      title="My record"
      purpose="What is counted about you. Your manager sees the same; nobody is ranked."
      action={
        <Button variant="light" loading={take.isPending} onClick={() => take.mutate()}>
          Download everything about me
        </Button>
      }
    >
      <QueryState query={query}>
        {({ weeks, commitments }) => (
          <div className={classes.page}>
            <Section title="On time, by week" note={onTimeWords(weeks)}>
              <RecordWeeks weeks={weeks} />
            </Section>
            <Section title="What was promised">
              <Commitments
                commitments={commitments}
                titleOf={({ id, title }) => (
                  <Link to="/items/$itemId" params={{ itemId: id }}>
                    {title}
                  </Link>
                )}
              />
            </Section>
            <Section title="Also held about you">
              <ul className={classes.held}>
                <li>
                  <Link to="/items">Your items</Link>, with everything that happened to them
                </li>
                <li>
                  <Link to="/follow-ups">Follow-ups</Link> held with you, and your word on them
                </li>
                <li>
                  <Link to="/exceptions">Exceptions</Link> that you asked for
                </li>
                <li>
                  <Link to="/accounts">Takeovers</Link> of your deals that your manager declared
                </li>
                <li>
                  <Link to="/leave">Leave</Link>, without its reason
                </li>
              </ul>
              <p className={classes.quiet}>
                The download has all of it, in a file that programs read too (JSON).
              </p>
            </Section>
          </div>
        )}
      </QueryState>
    </Page>
  );
}
