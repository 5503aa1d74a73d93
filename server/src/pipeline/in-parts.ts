/** Characters of JSON that one statement takes: more of them at once cost memory, and PostgreSQL takes 256 MB at most. */
const charactersAtOnce = 1_000_000;

/** Stores rows in parts, as arrays of JSON. While one is being stored the next is written, and no more are held. */
export async function inParts<T>(
  rows: readonly T[],
  store: (part: string) => PromiseLike<unknown>,
): Promise<void> {
  let stored: PromiseLike<unknown> | null = null;
  for (const part of partsOf(rows)) {
    await stored;
    stored = store(part).then(() => null);
  }
  await stored;
}

function* partsOf(rows: readonly unknown[]): Generator<string> {
  let part: string[] = [];
  let characters = 0;
  for (const row of rows) {
    const text = JSON.stringify(row);
    part.push(text);
    characters += text.length;
    if (characters < charactersAtOnce) continue;
    yield `[${part.join(',')}]`;
    part = [];
    characters = 0;
  }
  if (part.length > 0) yield `[${part.join(',')}]`;
}
