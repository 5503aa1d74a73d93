import {
  type AboutOwn as About,
  type AboutOwnCounts,
  aboutOwn,
} from '@plumbline/shared/contracts/directives.ts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MoreRows } from '../../components/MoreRows.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { Section } from '../../components/Section.tsx';
import { useReader } from '../../components/useReader.ts';
import { count, formatTime } from '../../lib/formats.ts';
import classes from './AboutOwn.module.css';
import { aboutOwnItemsQuery, aboutOwnQuery } from './directives.queries.ts';
import { aboutTimes, aboutWords } from './words.ts';

/** What is to be said of one's own directives, as numbers that open into the items behind them. */
export function AboutOwn({ about }: { about: About | undefined }) {
  const query = useQuery(aboutOwnQuery);
  return (
    <Section title="About your own directives" note="the last 26 weeks">
      <QueryState query={query} skeletonRows={2}>
        {(counts) => (
          <>
            <ul className={classes.numbers}>
              {aboutOwn.map((one) => (
                <li key={one}>
                  <Figure about={one} of={countedAs(counts, one)} isOpen={one === about} />
                </li>
              ))}
            </ul>
            {about !== undefined && countedAs(counts, about).items > 0 && <Items about={about} />}
          </>
        )}
      </QueryState>
    </Section>
  );
}

function countedAs(counts: AboutOwnCounts, about: About) {
  const of = {
    unclear: counts.unclear,
    not_relayed: counts.notRelayed,
    not_done: counts.notDone,
    not_answered: counts.notAnswered,
  };
  return of[about];
}

function Figure({
  about,
  of: { items, directives },
  isOpen,
}: {
  about: About;
  of: { items: number; directives: number };
  isOpen: boolean;
}) {
  const figure = (
    <>
      <span className={classes.figure}>{items}</span>
      <span>{aboutWords[about]}</span>
      {items > 0 && <span className={classes.of}>in {count(directives, 'directive')}</span>}
    </>
  );
  if (items === 0) return <span className={classes.number}>{figure}</span>;
  return (
    <Link
      to="/directives"
      search={{ view: 'mine', about: isOpen ? undefined : about }}
      aria-current={isOpen ? 'true' : undefined}
      resetScroll={false}
      className={classes.number}
    >
      {figure}
    </Link>
  );
}

function Items({ about }: { about: About }) {
  const query = useInfiniteQuery(aboutOwnItemsQuery(about));
  const reader = useReader();
  return (
    <QueryState query={query} skeletonRows={3}>
      {({ pages }) => (
        <>
          <ul aria-label={aboutWords[about]}>
            {pages
              .flatMap(({ rows }) => rows)
              .map(({ id, item, rep, manager, at, note }) => (
                <li key={id} className={classes.row}>
                  <div>
                    <Link
                      to="/directives/items/$itemId"
                      params={{ itemId: item.id }}
                      search={{ view: 'mine', about }}
                      resetScroll={false}
                      className={classes.title}
                    >
                      {item.title}
                    </Link>
                    <p className={classes.facts}>
                      {rep.name}
                      {manager && ` · reports to ${manager.name}`}
                    </p>
                    {note && <p className={classes.facts}>{note}</p>}
                  </div>
                  <span className={classes.facts}>
                    {aboutTimes[about]} {formatTime(at, reader)}
                  </span>
                </li>
              ))}
          </ul>
          <MoreRows query={query} />
        </>
      )}
    </QueryState>
  );
}
