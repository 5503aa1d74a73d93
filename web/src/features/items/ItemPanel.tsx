import { Button } from '@mantine/core';
import type { Item, ItemHistory } from '@plumbline/shared/contracts/items.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryState } from '../../components/QueryState.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { formatDay, formatTime } from '../../lib/formats.ts';
import { EscalateForm } from '../escalations/EscalateForm.tsx';
import { StandingEscalation } from '../escalations/StandingEscalation.tsx';
import { itemEscalationsQuery } from '../escalations/escalations.queries.ts';
import { useMe } from '../identity/identity.queries.ts';
import { useReader } from '../../components/useReader.ts';
import { ExtensionDecisionForm } from './ExtensionDecisionForm.tsx';
import { ExtensionForm } from './ExtensionForm.tsx';
import { GrantForm } from './GrantForm.tsx';
import { ItemActions, type ItemForm } from './ItemActions.tsx';
import { ItemEvents } from './ItemEvents.tsx';
import classes from './ItemPanel.module.css';
import { Mark } from './Mark.tsx';
import { ReasonForm } from './ReasonForm.tsx';
import { ReturnForm, WaiverForm } from './ReturnForm.tsx';
import { SubmitForm } from './SubmitForm.tsx';
import { dueWords, nearnessOf } from './due.ts';
import { useAccept, useAsk } from './items.mutations.tsx';
import { itemQuery } from './items.queries.ts';

export interface ItemPanelProps {
  itemId: string;
  /** The form that is open in it. */
  form?: ItemForm;
  onForm: (form: ItemForm | undefined) => void;
  onClose: () => void;
}

/** One item with everything that happened to it, and what may be done. */
export function ItemPanel({ itemId, ...rest }: ItemPanelProps) {
  const query = useQuery(itemQuery(itemId));
  return (
    // A key, so that forms begin anew with another item.
    <SidePanel
      key={itemId}
      title={query.data?.item.title ?? 'Item'}
      subtitle={query.data && <Subtitle {...query.data} />}
      onClose={rest.onClose}
    >
      <QueryState query={query}>{(history) => <Body history={history} {...rest} />}</QueryState>
    </SidePanel>
  );
}

function Subtitle({ item, directive }: ItemHistory) {
  const reader = useReader();
  const nearness = nearnessOf(item, reader);
  const me = useMe();
  const whose = [
    item.rep.id !== me.id && item.rep.name,
    directive && `directive from ${directive.issuedBy.name}`,
  ];
  return (
    <span className={classes.subtitle}>
      <Mark nearness={nearness} />
      <span className={classes[nearness]}>{dueWords(item, reader)}</span>
      <span>{whose.filter(Boolean).join(' · ')}</span>
    </span>
  );
}

function Body({ history, form, onForm, onClose }: { history: ItemHistory } & Omit<ItemPanelProps, 'itemId'>) {
  const { item, directive, events } = history;
  const reader = useReader();
  const [decision, setDecision] = useState<Decision | null>(null);
  const closeForm = () => onForm(undefined);
  const { data: escalated } = useQuery({
    ...itemEscalationsQuery(item.id),
    enabled: item.kind === 'directive' && item.state !== 'done',
  });
  const receivers = escalated?.receivers ?? [];
  const standing = escalated?.escalations.find(({ state }) => state === 'waiting' || state === 'overdue');
  return (
    <div className={classes.body}>
      {item.returned && <Returned item={item} returned={item.returned} />}
      {directive?.body && <p className={classes.directive}>{directive.body}</p>}
      {standing && <StandingEscalation escalation={standing} othersWaiting={escalated?.othersWaiting ?? 0} />}
      {item.dueAt !== item.currentDueAt && (
        <p className={classes.moved}>First due {formatTime(item.dueAt, reader)}; more time was granted.</p>
      )}
      {form === 'why' && item.can.giveReason && <ReasonForm item={item} onDone={closeForm} />}
      {form === 'time' && item.can.requestExtension && <ExtensionForm item={item} onDone={closeForm} />}
      {form === 'submit' && item.can.submit && <SubmitForm item={item} onDone={closeForm} />}
      {decision === 'return' && item.can.return && (
        <ReturnForm item={item} onDone={() => setDecision(null)} />
      )}
      {decision === 'waive' && item.can.waive && <WaiverForm item={item} onDone={() => setDecision(null)} />}
      {decision === 'grant' && item.can.grantExtension && (
        <GrantForm item={item} onDone={() => setDecision(null)} />
      )}
      {decision === 'escalate' && receivers.length > 0 && (
        <EscalateForm item={item} receivers={receivers} onDone={() => setDecision(null)} />
      )}
      {!form && decision === null && (
        <div className={classes.actions}>
          <ItemActions item={item} onForm={onForm} />
          <ManagerActions item={item} onDecision={setDecision} onClose={onClose} />
          {receivers.length > 0 && (
            <Button {...quiet} onClick={() => setDecision('escalate')}>
              Escalate
            </Button>
          )}
        </div>
      )}
      {item.extensionRequest && item.can.decideExtension && (
        <ExtensionDecisionForm item={item} request={item.extensionRequest} />
      )}
      <h3>What happened</h3>
      {events.length > 0 ? (
        <ItemEvents item={item} events={events} />
      ) : (
        <p className={classes.moved}>
          Nothing yet. It was set to be due {formatDay(item.dueAt, reader)}; what is done or said about it
          stands here.
        </p>
      )}
    </div>
  );
}

type Decision = 'return' | 'waive' | 'grant' | 'escalate';

const quiet = { variant: 'subtle', color: 'gray', 'data-quiet': true } as const;

/** What the one in charge does: answer, look at what was handed in, decide. */
function ManagerActions({
  item,
  onDecision,
  onClose,
}: {
  item: Item;
  onDecision: (decision: Decision) => void;
  onClose: () => void;
}) {
  const ask = useAsk(useMe());
  const accept = useAccept();
  return (
    <>
      {item.can.accept && (
        <Button loading={accept.isPending} onClick={() => accept.mutate(item, { onSuccess: onClose })}>
          Accept
        </Button>
      )}
      {item.can.return && (
        <Button variant="default" onClick={() => onDecision('return')}>
          Return
        </Button>
      )}
      {item.can.ask && (
        <Button
          variant={item.can.accept ? 'subtle' : 'filled'}
          loading={ask.isPending}
          onClick={() => ask.mutate({ items: [item] }, { onSuccess: onClose })}
        >
          Ask {item.rep.name}
        </Button>
      )}
      {item.can.grantExtension && item.extensionRequest === null && (
        <Button {...quiet} onClick={() => onDecision('grant')}>
          Give more time
        </Button>
      )}
      {item.can.waive && (
        <Button {...quiet} onClick={() => onDecision('waive')}>
          Let go
        </Button>
      )}
    </>
  );
}

/** What came back stands on top, with what is missing. */
function Returned({ item, returned }: { item: Item; returned: NonNullable<Item['returned']> }) {
  const reader = useReader();
  return (
    <section className={classes.returned} aria-label="Returned">
      <p className={classes.what}>
        Returned {formatTime(returned.at, reader)}
        {returned.by && ` by ${returned.by.name}`}
      </p>
      {returned.reason && <p className={classes.reason}>{returned.reason}</p>}
      {item.can.submit && <p className={classes.moved}>It is owed again; the due time stays.</p>}
    </section>
  );
}
