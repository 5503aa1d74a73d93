/** Rows that one statement takes: more of them at once cost memory, and PostgreSQL takes 256 MB of JSON at most. */
const rowsAtOnce = 500;

/** Stores rows in parts, one after the other. */
export async function inParts<T>(
  rows: readonly T[],
  store: (part: string) => PromiseLike<unknown>,
): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await store(JSON.stringify(rows.slice(at, at + rowsAtOnce)));
}
