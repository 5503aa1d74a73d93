import { Button } from '@mantine/core';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { formatTime } from '../../lib/formats.ts';
import { useReader } from '../../components/useReader.ts';
import classes from './ItemPanel.module.css';
import { useDecideExtension } from './items.mutations.tsx';

/** The rep asked for time; the manager says yes or no. */
export function ExtensionDecisionForm({
  item,
  request,
}: {
  item: Item;
  request: NonNullable<Item['extensionRequest']>;
}) {
  const reader = useReader();
  const decide = useDecideExtension();
  const until = formatTime(request.newDueAt, reader);
  return (
    <section className={classes.form} aria-label="Request for more time">
      <p>
        {item.rep.name} asked {formatTime(request.at, reader)} for time until <strong>{until}</strong>.
        {request.wouldMoveDeadline && ' Granting it would count as a moved deadline.'}
      </p>
      <div className={classes.buttons}>
        <Button loading={decide.isPending} onClick={() => decide.mutate({ item, body: { grant: true } })}>
          Grant until {until}
        </Button>
        <Button
          variant="default"
          disabled={decide.isPending}
          onClick={() => decide.mutate({ item, body: { grant: false } })}
        >
          Decline
        </Button>
      </div>
    </section>
  );
}
