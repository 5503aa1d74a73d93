import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Colleagues } from '@plumbline/shared/contracts/calendar.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { colleaguesQuery } from './calendar.queries.ts';

export type Colleague = Colleagues['people'][number];

const labelOf = ({ name, email }: Colleague) => `${name} · ${email}`;

/** Somebody, by the first letters of their name: the browser's own list of suggestions. */
export function PersonField({
  label,
  description,
  among = () => true,
  initial = '',
  onChange,
  onText,
  isBegunAnew = false,
  error,
}: {
  label: string;
  description?: string;
  among?: (person: Colleague) => boolean;
  /** What stands there at first, in words. */
  initial?: string;
  /** Null: nobody, or nobody yet. */
  onChange: (person: Colleague | null) => void;
  /** What stands there now. */
  onText?: (text: string) => void;
  /** It stands in the place of one in which somebody was just chosen, and goes on where that one was. */
  isBegunAnew?: boolean;
  error?: string | undefined;
}) {
  const listId = useId();
  const [text, setText] = useState(initial);
  const [search] = useDebouncedValue(text.split(' · ')[0]?.trim() ?? '', 200);
  const { data } = useQuery(colleaguesQuery(search));
  const people = data?.people.filter(among) ?? [];
  const found = chosen(people, text);
  // Whoever stood there at first may stay, also where they are on no list any more.
  const isOpen = found === null && text.trim() !== '' && text.trim() !== initial;

  // The suggestions may arrive after the whole name was typed.
  const tell = useEffectEvent(() => onChange(found));
  useEffect(() => tell(), [found?.id]);
  // A form is not sent with a name that is nobody's.
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.setCustomValidity(isOpen ? 'Choose somebody from the list' : ''), [isOpen]);

  return (
    <>
      <TextInput
        ref={input}
        autoFocus={isBegunAnew}
        label={label}
        description={description}
        placeholder="Begin to type a name"
        autoComplete="off"
        list={listId}
        value={text}
        error={error}
        onChange={({ currentTarget: { value } }) => {
          setText(value);
          onText?.(value.trim());
        }}
      />
      <datalist id={listId}>
        {people.map((person) => (
          <option key={person.id} value={labelOf(person)} />
        ))}
      </datalist>
    </>
  );
}

/** By the whole suggestion, or by a name that only one of them bears. */
function chosen(people: readonly Colleague[], text: string): Colleague | null {
  const wanted = text.trim().toLowerCase();
  const found = people.filter(
    (person) => labelOf(person).toLowerCase() === wanted || person.name.toLowerCase() === wanted,
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}
