import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import { evaluateCommand } from './evaluate.command.ts';
import { randomRecord, recordStart } from './testing/random-record.ts';

let server: TestDatabase;
let name: string;
beforeAll(async () => {
  server = await openTestDatabase();
  const style = (manager: number) => ({ answers: manager === 1 ? 0.15 : 0.9, leads: 0.03 });
  const { organizationId } = await randomRecord(
    server.database,
    { managers: 3, repsEach: 4, weeks: 14, seed: 8 },
    style,
  );
  name = `random ${organizationId}`;
}, 60_000);
afterAll(() => server.close());

/** Runs the command as the shell would, and gives what it printed. */
async function run(...words: string[]): Promise<string[]> {
  const printed: string[] = [];
  const program = new Command('plumbline').exitOverride();
  evaluateCommand(program, {
    withDatabase: (work) =>
      work({
        database: server.database,
        servingUrl: server.servingUrl,
        secrets: null,
        close: async () => undefined,
      }),
    print: (line) => printed.push(line),
    remark: () => undefined,
    now: () => new Date('2026-11-24T09:00:00Z'),
  });
  await program.parseAsync(['evaluate', '--organization', name, ...words], { from: 'user' });
  return printed;
}

describe('plumbline evaluate', () => {
  it('prints one JSON document, with managers as the organisation knows them', async () => {
    const printed = await run('--replay-from', recordStart, '--as-of', '2026-04-13', '--json');
    expect(printed).toHaveLength(1);
    const answer: unknown = JSON.parse(printed[0] ?? '');
    expect(answer).toMatchObject({
      asOf: '2026-04-13',
      flags: [{ manager: 'M1', pattern: 'friend', clearedAt: null }],
    });
    expect(answer).toHaveProperty('readings.0', {
      manager: expect.stringMatching(/^M\d$/),
      signal: 'silence',
      k: expect.any(Number),
      n: expect.any(Number),
      rate: expect.any(Number),
      low: expect.any(Number),
      high: expect.any(Number),
      norm: 0.35,
      judgement: expect.stringMatching(/^(over|within)$/),
    });
  });

  it('tells people in sentences', async () => {
    const printed = await run('--replay-from', recordStart, '--as-of', '2026-04-13');
    expect(printed[0]).toMatch(/^As of 2026-04-13: \d+ trials, .* 1 flags?\.$/);
    expect(printed.join('\n')).toContain("M1: the salesperson's friend, raised 2026-");
  });

  it('says in one line what is wrong', async () => {
    await expect(run('--as-of', '2026-02-30')).rejects.toThrow(
      '2026-02-30 is not a day; write it as YYYY-MM-DD.',
    );
    await expect(run('--as-of', '2027-01-01')).rejects.toThrow(/has not come/);
  });
});
