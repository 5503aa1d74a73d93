import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Page } from '../../components/Page.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { formatDay } from '../../lib/formats.ts';
import { useReader } from '../../components/useReader.ts';
import { OccasionPanel } from '../patterns/OccasionPanel.tsx';
import { Occasions } from '../patterns/Occasions.tsx';
import { patternNames } from '../patterns/words.ts';
import { Conversation } from './Conversation.tsx';
import classes from './FlagPage.module.css';
import { FrozenEvidence } from './FrozenEvidence.tsx';
import { flagOccasionsQuery, flagQuery } from './flags.queries.ts';
import { SmallPrint } from './SmallPrint.tsx';
import { standing } from './words.ts';

const route = getRouteApi('/shell/flags/$flagId');

/** A flag: the evidence as frozen, what came since, the replies beside it, and what people decided. */
export function FlagPage() {
  const { flagId } = route.useParams();
  const { signal, subject, settled } = route.useSearch();
  const navigate = route.useNavigate();
  const reader = useReader();
  const query = useQuery(flagQuery(flagId));
  const occasions = useInfiniteQuery(flagOccasionsQuery(flagId));
  const flag = query.data;
  const open = signal && subject && settled ? { signal, subjectId: subject, settledAt: settled } : null;

  return (
    <Page
      title={flag ? `${patternNames[flag.pattern]} · ${flag.manager.name}` : 'Flag'}
      purpose={
        flag
          ? `Flagged ${formatDay(flag.raisedAt, reader)} · ${standing(flag, reader)}`
          : 'The evidence as it was frozen'
      }
      panel={
        flag &&
        open && (
          <OccasionPanel
            key={`${open.subjectId} ${open.settledAt}`}
            managerId={flag.manager.id}
            occasion={open}
            onClose={() => void navigate({ search: {}, resetScroll: false })}
          />
        )
      }
    >
      <QueryState query={query} skeletonRows={10}>
        {(loaded) => (
          <div className={classes.page}>
            <div className={classes.columns}>
              <FrozenEvidence flag={loaded} />
              <Conversation flag={loaded} />
            </div>
            <section className={classes.occasions}>
              <h2>Occasions as frozen</h2>
              <Occasions query={occasions} open={open} />
            </section>
            <SmallPrint flag={loaded} />
          </div>
        )}
      </QueryState>
    </Page>
  );
}
