/** Of an address what a saved view keeps: all but what is only there for the moment. */
export function keptSearch(search: object, momentary: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) =>
      typeof value === 'string' && !momentary.includes(name) ? [[name, value]] : [],
    ),
  );
}
