import { NativeSelect } from '@mantine/core';

/** One thing that a list can be narrowed or sorted by. */
export function FilterSelect<T extends string>({
  label,
  any,
  options,
  value,
  onChange,
}: {
  label: string;
  /** What it says where nothing is chosen; undefined: something always is. */
  any?: string;
  options: readonly { value: T; label: string }[];
  value: T | undefined;
  onChange: (value: T | undefined) => void;
}) {
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={value ?? ''}
      data={[...(any === undefined ? [] : [{ value: '', label: any }]), ...options]}
      onChange={({ currentTarget }) =>
        onChange(options.find((option) => option.value === currentTarget.value)?.value)
      }
    />
  );
}
