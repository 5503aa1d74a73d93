/**
 * Does something for one after the other. What fails for one is done for the others all the same.
 *
 * @param failed what an error says of the one that it failed for
 * @throws AggregateError once all have had their turn, with an error for each that it failed for
 */
export async function inTurn<Thing>(
  things: readonly Thing[],
  work: (thing: Thing) => Promise<unknown>,
  failed: { one(thing: Thing): string; some(failures: number): string },
): Promise<void> {
  const errors: Error[] = [];
  for (const thing of things) {
    try {
      await work(thing);
    } catch (cause) {
      errors.push(new Error(failed.one(thing), { cause }));
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, failed.some(errors.length));
}
