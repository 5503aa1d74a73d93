import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { ZipFile } from 'yazl';

/** Rows by file, without `.csv`; columns are the keys of the first row. A string is the file as it stands. */
export type TestBundle = Record<string, readonly Record<string, string>[] | string | Uint8Array>;

/** A small organisation in which every reference holds: an executive, a manager, two reps, an account, a deal. */
export const smallBundle = {
  people: [
    {
      id: 'E1',
      name: 'Eva Exec',
      email: 'eva@example.com',
      role: 'executive',
      timezone: 'Europe/Vienna',
      left_on: '',
    },
    {
      id: 'M1',
      name: 'Mia Manager',
      email: 'mia@example.com',
      role: 'manager',
      timezone: 'Europe/Vienna',
      left_on: '',
    },
    {
      id: 'R1',
      name: 'Rob Rep',
      email: 'rob@example.com',
      role: 'rep',
      timezone: 'Europe/Vienna',
      left_on: '',
    },
    {
      id: 'R2',
      name: 'Ria Rep',
      email: 'ria@example.com',
      role: 'rep',
      timezone: 'Europe/London',
      left_on: '',
    },
  ],
  reporting_lines: [
    { person_id: 'R1', manager_id: 'M1', from: '2026-01-01', to: '' },
    { person_id: 'R2', manager_id: 'M1', from: '2026-01-01', to: '' },
  ],
  accounts: [{ id: 'A1', name: 'Acme' }],
  account_owners: [{ account_id: 'A1', owner_id: 'R1', from: '2026-01-01' }],
  opportunities: [
    {
      id: 'O1',
      account_id: 'A1',
      owner_id: 'R1',
      name: 'Deal',
      opened_at: '2026-01-05T09:00:00Z',
      outcome: 'open',
    },
  ],
  opportunity_credits: [{ opportunity_id: 'O1', person_id: 'R1', share: '1' }],
  paperwork: [
    {
      id: 'P1',
      rep_id: 'R1',
      type: 'call_report',
      due_at: '2026-02-02T16:00:00Z',
      submitted_at: '',
      waived_at: '',
    },
    {
      id: 'P2',
      rep_id: 'R2',
      type: 'forecast',
      due_at: '2026-02-02T16:00:00Z',
      submitted_at: '2026-02-03T09:00:00Z',
      waived_at: '',
    },
  ],
  directives: [
    {
      id: 'D1',
      title: 'Call back',
      issued_by: 'E1',
      issued_at: '2026-02-02T09:00:00Z',
      due_at: '2026-02-09T09:00:00Z',
    },
  ],
  directive_assignments: [
    {
      directive_id: 'D1',
      rep_id: 'R1',
      relayed_at: '2026-02-02T12:00:00Z',
      acknowledged_at: '',
      completed_at: '',
    },
  ],
  extensions: [
    {
      item_id: 'P1',
      granted_by: 'M1',
      granted_at: '2026-02-01T09:00:00Z',
      new_due_at: '2026-02-04T16:00:00Z',
    },
  ],
  reasons: [{ item_id: 'D1:R1', said_at: '2026-02-10T09:00:00Z', excuse: 'travel' }],
  escalations: [{ item_id: 'D1:R1', escalated_by: 'M1', escalated_at: '2026-02-17T09:00:00Z', to_id: 'E1' }],
  follow_ups: [
    {
      id: 'F1',
      manager_id: 'M1',
      rep_id: 'R1',
      item_id: 'P1',
      occurred_at: '2026-02-05T09:00:00Z',
      recorded_at: '2026-02-05T10:00:00Z',
      channel: 'call',
      outcome: 'reminder',
      confirmed_at: '2026-02-06T09:00:00Z',
      disputed_at: '',
      note: 'rang',
    },
  ],
  interventions: [{ id: 'I1', manager_id: 'M1', opportunity_id: 'O1', started_at: '2026-02-02T09:00:00Z' }],
  exceptions: [
    { id: 'X1', rep_id: 'R1', kind: 'discount', requested_at: '2026-02-02T09:00:00Z', cost: '100.50' },
  ],
  absences: [{ person_id: 'R2', from: '2026-02-09', to: '2026-02-16', cover_id: 'R1' }],
  holidays: [{ date: '2026-01-01', name: 'New Year' }],
  goals: [{ person_id: 'R1', from: '2026-01-01', to: '2026-04-01', amount: '1000' }],
  activities: [
    {
      id: 'C1',
      occurred_at: '2026-02-02T10:00:00Z',
      actor_id: 'R1',
      account_id: 'A1',
      opportunity_id: 'O1',
      kind: 'call',
      participant_ids: 'R1;M1',
    },
    {
      id: 'C2',
      occurred_at: '2026-02-03T10:00:00Z',
      actor_id: 'M1',
      account_id: 'A1',
      opportunity_id: 'O1',
      kind: 'demo',
      participant_ids: '',
    },
  ],
} satisfies TestBundle;

/** Rows in `smallBundle`. */
export const smallBundleRows = Object.values(smallBundle).reduce((sum, rows) => sum + rows.length, 0);

/** Lines end with LF. */
export function csvOf(content: TestBundle[string]): string | Uint8Array {
  return Array.isArray(content)
    ? stringify([...content], { header: true })
    : typeof content === 'string' || content instanceof Uint8Array
      ? content
      : '';
}

/** Writes the bundle to a folder of its own. */
export async function writeBundleFolder(
  bundle: TestBundle,
): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'plumbline-bundle-'));
  for (const [name, content] of Object.entries(bundle))
    await writeFile(join(path, `${name}.csv`), csvOf(content));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** The bundle as a zip, its files in a folder as people zip them. */
export async function zipOf(bundle: TestBundle, folder = 'records/'): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(bundle))
    zip.addBuffer(Buffer.from(csvOf(content)), `${folder}${name}.csv`);
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** A form as browsers send it, with each of the zips as a file. */
export function formOf(...zips: readonly Uint8Array[]): FormData {
  const form = new FormData();
  for (const zip of zips) form.append('file', new Blob([new Uint8Array(zip)]), 'records.zip');
  return form;
}
