import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ChoiceField } from '../../components/ChoiceField.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { QueryState } from '../../components/QueryState.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { count } from '../../lib/formats.ts';
import { byRep, readSelection, writeSelection } from '../items/selection.ts';
import { useQueue } from '../items/useQueue.ts';
import { LogFollowUpForm } from './LogFollowUpForm.tsx';
import { Proposal } from './Proposal.tsx';
import classes from './follow-ups.module.css';
import { oneToOneQuery } from './follow-ups.queries.ts';

/**
 * Logs one follow-up about the lapses selected on Today. A follow-up is held with one rep; where several are selected,
 * one is logged first and the others stay selected for the next.
 */
export function LogFollowUpPanel() {
  const search = useSearch({ from: '/shell/today' });
  const navigate = useNavigate({ from: '/today/follow-up' });
  const { query, lapses } = useQueue();
  const selected = readSelection(search.selected);
  const groups = byRep(lapses.filter(({ item }) => selected.includes(item.id)));
  const [repId, setRepId] = useState('');
  const group = groups.find(({ rep }) => rep.id === repId) ?? groups[0];

  // Beside the titles once it is there; nothing waits for it.
  const oneToOne = useQuery({ ...oneToOneQuery(group?.rep.id ?? ''), enabled: group !== undefined });
  const proposedOf = (itemId: string) =>
    oneToOne.data?.agenda.find(({ item }) => item.id === itemId)?.proposed ?? null;

  const goOn = (left: readonly string[]) =>
    void navigate({
      to: left.length > 0 ? '/today/follow-up' : '/today',
      search: { ...search, selected: writeSelection(left) },
      resetScroll: false,
    });
  const close = () => void navigate({ to: '/today', search, resetScroll: false });

  return (
    <SidePanel
      title={group ? `Log follow-up · ${group.rep.name}` : 'Log follow-up'}
      subtitle={
        group ? `One that was spoken or written, about ${count(group.lapses.length, 'item')}` : undefined
      }
      onClose={close}
    >
      <QueryState query={query} skeletonRows={4}>
        {() =>
          group ? (
            <>
              {groups.length > 1 && (
                <div className={classes.reps}>
                  <ChoiceField
                    legend={`The selected items belong to ${groups.length} reps. A follow-up is with one; log first for`}
                    options={groups.map(({ rep, lapses: of }) => ({
                      value: rep.id,
                      label: `${rep.name} (${of.length})`,
                    }))}
                    value={group.rep.id}
                    onChange={setRepId}
                  />
                </div>
              )}
              <ul className={classes.about}>
                {group.lapses.map(({ item }) => (
                  <li key={item.id}>
                    {item.title}
                    <Proposal proposed={proposedOf(item.id)} />
                  </li>
                ))}
              </ul>
              <LogFollowUpForm
                key={group.rep.id}
                rep={group.rep}
                itemIds={group.lapses.map(({ item }) => item.id)}
                onLogged={(ids) => goOn(selected.filter((id) => !ids.includes(id)))}
              />
            </>
          ) : (
            <EmptyState title="Nothing is selected">
              Select lapses in the list with x or the checkbox; they appear here.
            </EmptyState>
          )
        }
      </QueryState>
    </SidePanel>
  );
}
