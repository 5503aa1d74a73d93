import { TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';

/** Words to look for; `/` goes there. The list follows when one pauses; what else changes the address shows here, unless one is typing. */
export function SearchField({
  label,
  value = '',
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => input.current?.focus()]]);
  const tell = useDebouncedCallback((words: string) => onChange(words.trim() || undefined), 250);
  useEffect(() => {
    const { current } = input;
    if (current && current !== document.activeElement) current.value = value;
  }, [value]);
  return (
    <TextInput
      ref={input}
      type="search"
      size="xs"
      aria-label={label}
      placeholder={label}
      maxLength={100}
      leftSection={<IconSearch size={14} aria-hidden />}
      defaultValue={value}
      onChange={({ currentTarget }) => tell(currentTarget.value)}
    />
  );
}
