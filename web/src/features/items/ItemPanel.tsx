import { Button } from '@mantine/core';
import type { ItemHistory } from '@plumbline/shared/contracts/items.ts';
import { useQuery } from '@tanstack/react-query';
import { QueryState } from '../../components/QueryState.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { formatDay, formatTime } from '../../lib/formats.ts';
import { useMe } from '../identity/identity.queries.ts';
import { useReader } from '../../components/useReader.ts';
import { ExtensionDecisionForm } from './ExtensionDecisionForm.tsx';
import { ExtensionForm } from './ExtensionForm.tsx';
import { ItemActions, type ItemForm } from './ItemActions.tsx';
import { ItemEvents } from './ItemEvents.tsx';
import classes from './ItemPanel.module.css';
import { Mark } from './Mark.tsx';
import { ReasonForm } from './ReasonForm.tsx';
import { dueWords, nearnessOf } from './due.ts';
import { useAsk } from './items.mutations.tsx';
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
  return (
    <span className={classes.subtitle}>
      <Mark nearness={nearness} />
      <span className={classes[nearness]}>{dueWords(item, reader)}</span>
      {item.rep.id !== me.id && <span>{item.rep.name}</span>}
      {directive && <span>directive from {directive.issuedBy.name}</span>}
    </span>
  );
}

function Body({ history, form, onForm, onClose }: { history: ItemHistory } & Omit<ItemPanelProps, 'itemId'>) {
  const { item, directive, events } = history;
  const reader = useReader();
  const ask = useAsk(useMe());
  const closeForm = () => onForm(undefined);
  return (
    <div className={classes.body}>
      {directive?.body && <p className={classes.directive}>{directive.body}</p>}
      {item.dueAt !== item.currentDueAt && (
        <p className={classes.moved}>First due {formatTime(item.dueAt, reader)}; more time was granted.</p>
      )}
      {form === 'why' && item.can.giveReason && <ReasonForm item={item} onDone={closeForm} />}
      {form === 'time' && item.can.requestExtension && <ExtensionForm item={item} onDone={closeForm} />}
      {!form && (
        <div className={classes.actions}>
          <ItemActions item={item} onForm={onForm} />
          {item.can.ask && (
            <Button loading={ask.isPending} onClick={() => ask.mutate(item, { onSuccess: onClose })}>
              Ask {item.rep.name}
            </Button>
          )}
        </div>
      )}
      {item.extensionRequest && item.can.decideExtension && (
        <ExtensionDecisionForm item={item} request={item.extensionRequest} />
      )}
      <h3>What happened</h3>
      {events.length > 0 ? (
        <ItemEvents events={events} />
      ) : (
        <p className={classes.moved}>
          Nothing yet. It was set to be due {formatDay(item.dueAt, reader)}; what is done or said about it
          stands here.
        </p>
      )}
    </div>
  );
}
