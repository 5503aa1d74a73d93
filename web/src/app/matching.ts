/** What contains all typed words, in the given order of the list; everything for an empty query. */
export function matching<T extends { label: string }>(query: string, list: readonly T[]): T[] {
  const words = query.toLowerCase().split(/\s+/);
  return list.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
}
