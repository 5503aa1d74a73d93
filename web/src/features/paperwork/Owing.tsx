import { Button } from '@mantine/core';
import { owing, type PaperworkType, type Schedule } from '@plumbline/shared/contracts/paperwork.ts';
import { useState } from 'react';
import { ChoiceField } from '../../components/ChoiceField.tsx';
import { choices } from '../../lib/words.ts';
import { type Colleague, PersonField } from '../calendar/PersonField.tsx';
import classes from './paperwork.module.css';
import { owedByWords } from './words.ts';

type OwedBy = Schedule['owedBy'];

/** Who owes it: everybody of a role, those under a manager, or people by name. */
export function Owing({
  owedBy,
  known,
  onChange,
  error,
}: {
  owedBy: OwedBy;
  /** The names of those who are chosen already. */
  known: PaperworkType['people'];
  onChange: (owedBy: OwedBy) => void;
  error: string | undefined;
}) {
  const [names, setNames] = useState(new Map(known.map(({ id, name }) => [id, name])));
  // Chosen somebody, the field is begun anew for the next.
  const [round, setRound] = useState(0);
  const choose = (person: Colleague | null) => {
    if (person === null) return;
    setNames(new Map(names).set(person.id, person.name));
    if (owedBy.kind !== 'people') onChange({ ...owedBy, ids: [person.id] });
    else {
      onChange({ ...owedBy, ids: [...new Set([...owedBy.ids, person.id])] });
      setRound(round + 1);
    }
  };
  return (
    <>
      <ChoiceField
        legend="Who owes it"
        options={choices(owedByWords, owing)}
        value={owedBy.kind}
        onChange={(kind) => onChange({ kind, ids: [] })}
        {...(error === undefined ? {} : { error })}
      />
      {(owedBy.kind === 'team' || owedBy.kind === 'branch') && (
        <PersonField
          key={owedBy.kind}
          label={owedBy.kind === 'team' ? 'Who report to' : 'Everybody under'}
          among={({ role }) => role !== 'rep'}
          initial={names.get(owedBy.ids[0] ?? '') ?? ''}
          onChange={choose}
        />
      )}
      {owedBy.kind === 'people' && (
        <>
          <ul className={classes.people} aria-label="Chosen">
            {owedBy.ids.map((id) => (
              <li key={id}>
                {names.get(id) ?? 'Somebody'}
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={`Leave out ${names.get(id) ?? ''}`}
                  onClick={() => onChange({ ...owedBy, ids: owedBy.ids.filter((one) => one !== id) })}
                >
                  Leave out
                </Button>
              </li>
            ))}
          </ul>
          <PersonField
            key={round}
            label="Add somebody"
            isBegunAnew={round > 0}
            among={({ id, role }) => role !== 'executive' && !owedBy.ids.includes(id)}
            onChange={choose}
          />
        </>
      )}
    </>
  );
}
