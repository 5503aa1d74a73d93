/**
 * How long a scheduled run takes that makes 100,000 items: 10,000 reps, a report on each of the ten working days of the
 * coming fortnight. Limit: 60 s. Run: node server/bench/schedules.ts
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { newId } from '../src/database/ids.ts';
import { openDatabase } from '../src/database/open.ts';
import { makePaperwork } from '../src/features/paperwork/making.ts';
import { paperworkStore } from '../src/features/paperwork/paperwork.store.ts';

const reps = 10_000;
/** A Saturday, so that ten working days follow, each more than a day away. */
const at = new Date('2026-01-31T01:45:00Z');
const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
const open = await openDatabase(readConfig({ PLUMBLINE_DATA_DIR: join(folder, 'data') }), 'command');
try {
  const { database } = open;
  const organizationId = newId();
  const actor = { organizationId, personId: null };
  await database.transaction(actor, async (tx) => {
    const { sql } = tx;
    const managerId = newId();
    await sql`insert into organizations (id, name, time_zone) values (${organizationId}, 'Bench', 'UTC')`;
    await sql`
      insert into people (organization_id, id, name, email, role, time_zone)
      values (${organizationId}, ${managerId}, 'Manager', 'manager@bench.example.com', 'manager', 'UTC')`;
    await sql`
      insert into people (organization_id, id, name, email, role, time_zone)
      select ${organizationId}, new_id(), 'Rep ' || n, 'rep' || n || '@bench.example.com', 'rep',
        (array['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'UTC'])[1 + n % 4]
      from generate_series(1, ${reps}::integer) n`;
    await sql`
      insert into reporting_lines (organization_id, id, person_id, manager_id, during)
      select ${organizationId}, new_id(), p.id, ${managerId}, '[2025-01-01,)'
      from people p where p.organization_id = ${organizationId} and p.role = 'rep'`;
    const store = paperworkStore(tx);
    const type = { id: newId(), name: 'Daily report', code: 'daily_report' };
    await store.add(type, at);
    await store.addVersion(
      type.id,
      {
        rule: 'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR',
        startsOn: '2026-01-01',
        endsBefore: null,
        businessDay: null,
        onDayOff: 'before',
        dueTime: '08:00',
        graceHours: 0,
        owedBy: { kind: 'reps', ids: [] },
        isPaused: false,
      },
      '2026-01-01',
      at,
    );
  });
  for (const run of ['a run', 'the same again']) {
    const start = performance.now();
    const { items } = await database.transaction(actor, (tx) => makePaperwork(tx, at));
    const seconds = (performance.now() - start) / 1000;
    console.log(`${run}: ${items.toLocaleString('en-GB')} items in ${seconds.toFixed(1)} s (limit 60)`);
    if (seconds > 60) process.exitCode = 1;
  }
} finally {
  await open.close();
  await rm(folder, { recursive: true, force: true });
}
