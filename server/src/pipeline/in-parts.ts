/** Rows that one statement takes: more of them at once cost memory, and PostgreSQL takes 256 MB of JSON at most. */
const rowsAtOnce = 500;

/** Stores rows in parts. All are sent at once, so that the database need not wait for the next. */
export async function inParts<T>(
  rows: readonly T[],
  store: (part: string) => PromiseLike<unknown>,
): Promise<void> {
  const parts = Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, part) =>
    rows.slice(part * rowsAtOnce, (part + 1) * rowsAtOnce),
  );
  await Promise.all(parts.map((part) => store(JSON.stringify(part))));
}
