import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import type { Database, Sql } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import type { Fragment } from '../trials/signal.ts';
import { random } from './random.ts';

export interface RecordSize {
  managers: number;
  repsEach: number;
  weeks: number;
  seed: number;
  /** Weeks before it are a rehearsal; without it there are none. */
  inForceFrom?: string;
}

/** How a manager is: the chance that a lapse is answered, and that a deal-week is led by the manager. */
export interface Style {
  answers: number;
  leads: number;
}

/** Monday of the first week of every random record. */
export const recordStart = '2026-01-05';

const hour = 3_600_000;
const week = 168 * hour;

/**
 * A record with some of everything, the same for the same seed: enough to compare ways of evaluating it. What managers
 * do in it is crude; organisations that are true to life come from the simulation.
 *
 * @param styleOf what the n-th manager is like
 * @returns the organisation, with the managers' ids in order
 */
export async function randomRecord(
  database: Database,
  { managers, repsEach, weeks, seed, inForceFrom = recordStart }: RecordSize,
  styleOf: (manager: number) => Style,
) {
  const organizationId = newId();
  const next = random(seed);
  const start = Date.parse(`${recordStart}T00:00:00Z`);
  const end = start + weeks * week;
  const at = (time: number) => new Date(time).toISOString();
  const managerIds: string[] = [];
  const people: object[] = [];
  const lines: object[] = [];
  const items: object[] = [];
  const events: object[] = [];
  const followUps: object[] = [];
  const about: object[] = [];
  const accounts: object[] = [];
  const deals: object[] = [];
  const activities: object[] = [];

  const person = (role: string, name: string) => {
    const id = newId();
    people.push({ id, externalId: name, name, email: `${id}@example.com`, role });
    return id;
  };
  const happened = (
    itemId: string,
    kind: string,
    actorId: string,
    time: number,
    newDueAt: number | null = null,
  ) => {
    if (time >= end) return;
    events.push({
      id: newId(),
      itemId,
      kind,
      actorId,
      at: at(time),
      newDueAt: newDueAt === null ? null : at(newDueAt),
    });
  };
  const says = (managerId: string, repId: string, itemId: string, time: number, outcome: string) => {
    const recorded = time + (next() < 0.1 ? 60 : 2) * hour;
    if (recorded >= end) return;
    const id = newId();
    followUps.push({
      id,
      managerId,
      repId,
      at: at(time),
      recordedAt: at(recorded),
      outcome,
      observed: next() < 0.3,
    });
    about.push({ followUpId: id, itemId });
  };

  const typeId = newId();
  for (let m = 0; m < managers; m++) {
    const managerId = person('manager', `M${m}`);
    managerIds.push(managerId);
    const style = styleOf(m);
    for (let r = 0; r < repsEach; r++) {
      const repId = person('rep', `M${m}R${r}`);
      // One rep in ten changes managers half-way.
      const moves = m > 0 && next() < 0.1;
      const half = at(start + Math.floor(weeks / 2) * week).slice(0, 10);
      lines.push({ repId, managerId, during: moves ? `[2025-01-01,${half})` : '[2025-01-01,)' });
      if (moves) lines.push({ repId, managerId: managerIds[0], during: `[${half},)` });
      for (let w = 0; w < weeks; w++) {
        for (let i = 0; i < 3; i++) {
          const id = newId();
          const due = start + w * week + Math.floor(next() * 5) * 24 * hour + 17 * hour;
          items.push({ id, repId, title: `Report ${w}`, dueAt: at(due) });
          if (next() < 0.6) {
            happened(id, 'submitted', repId, due - Math.floor(next() * 20) * hour);
            continue;
          }
          if (next() < 0.7) happened(id, 'submitted', repId, due + Math.floor(1 + next() * 240) * hour);
          if (next() < 0.4) happened(id, 'reason_given', repId, due + Math.floor(next() * 24) * hour);
          if (next() < style.answers) {
            const outcomes = [
              'reminder',
              'excuse_accepted',
              'new_commitment',
              'coaching',
              'firm_expectation',
            ];
            says(
              managerId,
              repId,
              id,
              due + Math.floor(next() * 60) * hour,
              outcomes[Math.floor(next() * 5)] ?? 'reminder',
            );
          }
          if (next() < 0.2)
            happened(
              id,
              'extension_granted',
              managerId,
              due + Math.floor(next() * 48) * hour,
              due + 96 * hour,
            );
        }
      }
      for (let d = 0; d < 3; d++) {
        const accountId = newId();
        const id = newId();
        const isWon = next() < 0.5;
        const closes = start + Math.floor((0.4 + next() * 0.6) * weeks) * week + 30 * hour;
        accounts.push({ id: accountId, name: `Account ${id}` });
        deals.push({
          id,
          accountId,
          repId,
          amount: Math.floor(1000 + next() * 9000),
          closedAt: isWon && closes < end ? at(closes) : null,
        });
        for (let w = 0; w < weeks; w++) {
          const byManager = next() < style.leads;
          for (let a = 0; a < 3; a++) {
            const time = start + w * week + Math.floor(next() * 110) * hour;
            const joint = next() < 0.2;
            activities.push({
              id: newId(),
              at: at(time),
              actorId: byManager ? managerId : repId,
              accountId,
              dealId: id,
              kind: next() < 0.6 ? 'call' : 'email',
              participants: joint ? [byManager ? repId : managerId] : [],
            });
          }
        }
      }
    }
  }

  await database.transaction({ organizationId, personId: null }, async ({ sql }) => {
    await sql`insert into organizations (id, name, time_zone) values (${organizationId}, ${`random ${organizationId}`}, 'UTC')`;
    await sql`
      insert into policies (organization_id, version, in_force_from, norms)
      values (${organizationId}, 1, ${inForceFrom}, ${JSON.stringify(defaultNorms)}::text::jsonb)`;
    await sql`insert into paperwork_types (organization_id, id, code, name) values (${organizationId}, ${typeId}, 'report', 'Report')`;
    const rows = (list: readonly object[]) =>
      sql`jsonb_array_elements(${JSON.stringify(list)}::text::jsonb) as row`;
    await fill(sql, organizationId, typeId, {
      rows,
      people,
      lines,
      items,
      events,
      followUps,
      about,
      accounts,
      deals,
      activities,
    });
  });
  return { organizationId, managerIds };
}

type Rows = Record<
  'people' | 'lines' | 'items' | 'events' | 'followUps' | 'about' | 'accounts' | 'deals' | 'activities',
  readonly object[]
> & { rows(list: readonly object[]): Fragment };

async function fill(sql: Sql, organizationId: string, typeId: string, made: Rows): Promise<void> {
  const { rows } = made;
  await sql`
    insert into people (organization_id, id, external_id, name, email, role, time_zone)
    select ${organizationId}, (row->>'id')::uuid, row->>'externalId', row->>'name', row->>'email', row->>'role', 'UTC'
    from ${rows(made.people)}`;
  await sql`
    insert into reporting_lines (organization_id, id, person_id, manager_id, during)
    select ${organizationId}, gen_random_uuid(), (row->>'repId')::uuid, (row->>'managerId')::uuid, (row->>'during')::daterange
    from ${rows(made.lines)}`;
  await sql`
    insert into items (organization_id, id, kind, rep_id, paperwork_type_id, title, due_at, current_due_at, provenance)
    select ${organizationId}, (row->>'id')::uuid, 'paperwork', (row->>'repId')::uuid, ${typeId}, row->>'title',
      (row->>'dueAt')::timestamptz, (row->>'dueAt')::timestamptz, 'imported'
    from ${rows(made.items)}`;
  await sql`
    insert into item_events (organization_id, id, item_id, kind, actor_id, occurred_at, known_at, new_due_at, provenance)
    select ${organizationId}, (row->>'id')::uuid, (row->>'itemId')::uuid, row->>'kind', (row->>'actorId')::uuid,
      (row->>'at')::timestamptz, (row->>'at')::timestamptz, (row->>'newDueAt')::timestamptz, 'imported'
    from ${rows(made.events)}`;
  await sql`
    insert into follow_ups (
      organization_id, id, manager_id, rep_id, occurred_at, recorded_at, known_at, channel, outcome, provenance
    )
    select ${organizationId}, (row->>'id')::uuid, (row->>'managerId')::uuid, (row->>'repId')::uuid, (row->>'at')::timestamptz,
      (row->>'recordedAt')::timestamptz, (row->>'recordedAt')::timestamptz, 'call', row->>'outcome',
      case when (row->>'observed')::boolean then 'observed' else 'imported' end
    from ${rows(made.followUps)}`;
  await sql`
    insert into follow_up_items (organization_id, follow_up_id, item_id)
    select ${organizationId}, (row->>'followUpId')::uuid, (row->>'itemId')::uuid from ${rows(made.about)}`;
  await sql`
    insert into accounts (organization_id, id, name)
    select ${organizationId}, (row->>'id')::uuid, row->>'name' from ${rows(made.accounts)}`;
  await sql`
    insert into opportunities (organization_id, id, account_id, owner_id, name, amount, opened_at, closed_at, outcome)
    select ${organizationId}, (row->>'id')::uuid, (row->>'accountId')::uuid, (row->>'repId')::uuid, row->>'id',
      (row->>'amount')::numeric, '2025-12-01', (row->>'closedAt')::timestamptz,
      case when row->>'closedAt' is null then 'open' else 'won' end
    from ${rows(made.deals)}`;
  await sql`
    insert into opportunity_credits (organization_id, opportunity_id, person_id, share)
    select ${organizationId}, (row->>'id')::uuid, (row->>'repId')::uuid, 1 from ${rows(made.deals)}`;
  await sql`
    insert into activities (
      organization_id, id, external_id, occurred_at, actor_id, account_id, opportunity_id, kind, participant_ids, capture,
      import_run_id
    )
    select ${organizationId}, (row->>'id')::uuid, row->>'id', (row->>'at')::timestamptz, (row->>'actorId')::uuid,
      (row->>'accountId')::uuid, (row->>'dealId')::uuid, row->>'kind',
      array(select jsonb_array_elements_text(row->'participants')::uuid), 'synced', ${organizationId}
    from ${rows(made.activities)}`;
}
