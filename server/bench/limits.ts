/** Says what was measured beside its limit; one that is missed fails the benchmark, which goes on. */
export function within(what: string, measured: number, limit: number, unit: string): void {
  const isMet = measured <= limit;
  console.log(`${what}: ${measured.toFixed(2)} ${unit} (limit ${limit}): ${isMet ? 'met' : 'MISSED'}`);
  if (!isMet) process.exitCode = 1;
}
