import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

const managers = 40;
const reps = 320;
const accounts = 3000;
const dealsOfAccount = 3;

/** Writes a bundle of the sample's shape, 40 managers and 26 weeks, with as many activities as are asked for. */
export async function writeLargeBundle(folder: string, activities: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const write = (name: string, header: string, count: number, row: (at: number) => string) =>
    writeCsv(join(folder, `${name}.csv`), header, count, row);
  const person = (at: number) => (at < managers ? `M${at}` : `R${at - managers}`);

  await write('people', 'id,name,email,role,timezone', managers + reps, (at) =>
    [
      person(at),
      `Person ${at}`,
      `p${at}@example.com`,
      at < managers ? 'manager' : 'rep',
      'Europe/Vienna',
    ].join(),
  );
  await write(
    'reporting_lines',
    'person_id,manager_id,from',
    reps,
    (at) => `R${at},M${at % managers},2026-01-01`,
  );
  await write('accounts', 'id,name', accounts, (at) => `A${at},Account ${at}`);
  await write(
    'account_owners',
    'account_id,owner_id,from',
    accounts,
    (at) => `A${at},R${at % reps},2026-01-01`,
  );
  await write(
    'opportunities',
    'id,account_id,owner_id,name,opened_at,outcome',
    accounts * dealsOfAccount,
    (at) =>
      [
        `O${at}`,
        `A${at % accounts}`,
        `R${(at % accounts) % reps}`,
        `Deal ${at}`,
        '2026-01-05T09:00:00Z',
        'open',
      ].join(),
  );
  await write('paperwork', 'id,rep_id,type,due_at,submitted_at', reps * 26, (at) => {
    const due = week(Math.floor(at / reps));
    return [`P${at}`, `R${at % reps}`, 'forecast', due, at % 4 === 0 ? '' : due].join();
  });
  const kinds = ['call', 'email', 'meeting', 'demo', 'negotiation'];
  await write(
    'activities',
    'id,occurred_at,actor_id,account_id,opportunity_id,kind,participant_ids,capture',
    activities,
    (at) => {
      const deal = (at * 7919) % (accounts * dealsOfAccount);
      const account = deal % accounts;
      const rep = account % reps;
      const time = new Date(Date.UTC(2026, 0, 5) + Math.floor((at / activities) * 26 * 7 * 86_400_000));
      const actor = at % 9 === 0 ? `M${rep % managers}` : `R${rep}`;
      return [
        `C${at}`,
        time.toISOString(),
        actor,
        `A${account}`,
        `O${deal}`,
        kinds[at % kinds.length],
        `R${rep};M${rep % managers}`,
        'synced',
      ].join();
    },
  );
}

const week = (number: number) => new Date(Date.UTC(2026, 0, 9, 16) + number * 7 * 86_400_000).toISOString();

async function writeCsv(
  path: string,
  header: string,
  count: number,
  row: (at: number) => string,
): Promise<void> {
  const file = createWriteStream(path);
  let text = `${header}\n`;
  for (let at = 0; at < count; at++) {
    text += `${row(at)}\n`;
    if (text.length > 1024 * 1024) {
      if (!file.write(text)) await once(file, 'drain');
      text = '';
    }
  }
  file.end(text);
  await finished(file);
}
