// What the routes are asked about: of most kinds one is made for each call.
import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import type { Signal } from '@plumbline/shared/domain/vocabulary.ts';
import { newId } from '../src/database/ids.ts';
import type { AppUnderTest } from './app-under-test.ts';
import { type MadePeople, type Part, passwordOfAll } from './people.ts';

let server: AppUnderTest;
let home: MadePeople;
export const fixed = { importRun: newId(), subject: newId(), paperworkType: newId(), file: newId() };

export const idOf = (part: Part) => home.idOf(part);

const write = <T>(work: Parameters<typeof server.database.transaction<T>>[1]) =>
  server.database.transaction(home.actor, work);

export const settledAt = '2026-01-05T10:00:00.000Z';
export const signal: Signal = 'silence';

/** Makes what there is of each kind once, in the organisation that the rest of this file writes to. */
export async function makeRecord(app: AppUnderTest, people: MadePeople): Promise<void> {
  server = app;
  home = people;
  const { organizationId } = home;
  await write(async ({ sql }) => {
    await sql`insert into paperwork_types ${sql({ organizationId, id: fixed.paperworkType, code: 'call_report', name: 'Call report' })}`;
    await sql`
      insert into import_runs ${sql({ organizationId, id: fixed.importRun, origin: 'command', fileName: 'a bundle', status: 'succeeded', finishedAt: settledAt })}`;
    await sql`
      insert into trials ${sql({ organizationId, managerId: home.idOf('manager'), signal, settledAt, subjectId: fixed.subject, repId: home.idOf('rep'), occurredAt: settledAt, week: '2026-01-05', outcome: 1, reason: 'no_answer', factIds: [fixed.subject] })}`;
    await sql`
      insert into items ${sql({ organizationId, id: fixed.subject, kind: 'paperwork', repId: home.idOf('rep'), paperworkTypeId: fixed.paperworkType, title: 'Call report', dueAt: settledAt, currentDueAt: settledAt, provenance: 'observed' })}`;
    await sql`
      insert into item_events ${sql({ organizationId, id: fixed.file, itemId: fixed.subject, kind: 'submitted', actorId: home.idOf('rep'), occurredAt: settledAt, knownAt: settledAt, provenance: 'observed' })}`;
    await sql`
      insert into submission_files ${sql({ organizationId, id: fixed.file, eventId: fixed.file, name: 'report.txt', mediaType: 'text/plain', size: 4, sha256: Buffer.alloc(32) })}`;
  });
}

/** Late paperwork of the rep, with a request for more time. */
export async function item(): Promise<string> {
  const id = newId();
  const { organizationId } = home;
  await write(async ({ sql }) => {
    const dueAt = '2026-02-11T10:00:00Z';
    await sql`
      insert into items ${sql({ organizationId, id, kind: 'paperwork', repId: home.idOf('rep'), paperworkTypeId: fixed.paperworkType, title: 'Call report', dueAt, currentDueAt: dueAt, provenance: 'observed' })}`;
  });
  return id;
}

export async function itemWithRequest(): Promise<string> {
  const itemId = await item();
  await write(
    ({ sql, actor }) => sql`
    insert into item_events ${sql({ organizationId: actor.organizationId, id: newId(), itemId, kind: 'extension_requested', actorId: home.idOf('rep'), occurredAt: '2026-02-12T09:00:00Z', knownAt: '2026-02-12T09:00:00Z', provenance: 'observed', newDueAt: '2026-02-20T10:00:00Z' })}`,
  );
  return itemId;
}

export async function submittedItem(): Promise<string> {
  const itemId = await item();
  const at = '2026-02-12T09:58:00Z';
  await write(async ({ sql, actor }) => {
    await sql`
      insert into item_events ${sql({ organizationId: actor.organizationId, id: newId(), itemId, kind: 'submitted', actorId: home.idOf('rep'), occurredAt: at, knownAt: at, provenance: 'observed' })}`;
    await sql`
      update items set state = 'done', done_at = ${at}, handed_in_at = ${at} where organization_id = ${actor.organizationId} and id = ${itemId}`;
  });
  return itemId;
}

export async function directive(): Promise<string> {
  const [id, directiveId] = [newId(), newId()];
  const { organizationId } = home;
  const [issuedAt, dueAt] = ['2026-02-01T10:00:00Z', '2026-02-20T10:00:00Z'];
  await write(async ({ sql }) => {
    await sql`insert into directives ${sql({ organizationId, id: directiveId, title: 'Visit', issuedBy: home.idOf('executive'), issuedAt, dueAt })}`;
    await sql`
      insert into items ${sql({ organizationId, id, kind: 'directive', repId: home.idOf('rep'), directiveId, title: 'Visit', dueAt, currentDueAt: dueAt, provenance: 'observed' })}`;
  });
  return id;
}

/** A directive of the executive's that the rep owes. */
export const directiveOfTheRep = async () => directiveOf(await directive());

async function directiveOf(itemId: string): Promise<string> {
  const [row] = await server.database.read(
    home.actor,
    (sql) => sql<{ directiveId: string }[]>`
    select directive_id from items where organization_id = ${home.organizationId} and id = ${itemId}`,
  );
  return row?.directiveId ?? '';
}

export const toTheRep = {
  title: 'Visit',
  get to() {
    return { people: [home.idOf('rep')] };
  },
  dueAt: '2026-03-02T17:00',
};

/** What the manager put before the executive. */
export const escalation = async () => escalate(await directive());

/** A directive of the rep's that the manager put before the executive. */
export async function escalatedDirective(): Promise<string> {
  const itemId = await directive();
  await escalate(itemId);
  return directiveOf(itemId);
}

async function escalate(itemId: string): Promise<string> {
  const id = newId();
  const at = '2026-02-12T09:00:00Z';
  await write(
    ({ sql, actor }) => sql`
    insert into item_events ${sql({ organizationId: actor.organizationId, id, itemId, kind: 'escalated', actorId: home.idOf('manager'), toId: home.idOf('executive'), occurredAt: at, knownAt: at, provenance: 'observed' })}`,
  );
  return id;
}

/** What the manager says to have said to the rep. */
export async function followUp(): Promise<string> {
  const id = newId();
  const { organizationId } = home;
  const at = '2026-02-12T08:00:00Z';
  await write(
    ({ sql }) => sql`
    insert into follow_ups ${sql({ organizationId, id, managerId: home.idOf('manager'), repId: home.idOf('rep'), occurredAt: at, recordedAt: at, knownAt: at, channel: 'call', outcome: 'coaching', provenance: 'declared' })}`,
  );
  return id;
}

/** What the rep asks for, undecided. */
export async function exception(): Promise<string> {
  const id = newId();
  const { organizationId } = home;
  const at = '2026-02-12T08:00:00Z';
  await write(
    ({ sql }) => sql`
    insert into exceptions ${sql({ organizationId, id, repId: home.idOf('rep'), kind: 'discount', requestedAt: at, note: 'They sign this week.', knownAt: at, provenance: 'observed' })}`,
  );
  return id;
}

/** What the manager declared of the rep's deal; the executive is said to have asked for it. */
export async function takeover(): Promise<string> {
  const [id, opportunityId] = [newId(), await openDeal()];
  const { organizationId } = home;
  const at = '2026-02-12T08:00:00Z';
  await write(
    ({ sql }) => sql`
    insert into interventions ${sql({ organizationId, id, managerId: home.idOf('manager'), repId: home.idOf('rep'), opportunityId, startedAt: at, askedBy: home.idOf('executive'), knownAt: at, provenance: 'declared' })}`,
  );
  return id;
}

/** What the manager says to have held together with the rep. */
export async function jointCall(): Promise<string> {
  const [id, opportunityId] = [newId(), await openDeal()];
  const { organizationId } = home;
  const at = '2026-02-12T08:00:00Z';
  await write(
    ({ sql }) => sql`
    insert into joint_calls (organization_id, id, manager_id, rep_id, account_id, opportunity_id, held_at, led_by, coached, recorded_at)
    select ${organizationId}, ${id}, ${home.idOf('manager')}, o.owner_id, o.account_id, o.id, ${at}, 'rep', 'Price talks.', ${at}
    from opportunities o where o.organization_id = ${organizationId} and o.id = ${opportunityId}`,
  );
  return id;
}

export async function openDeal(): Promise<string> {
  const [id, accountId] = [newId(), newId()];
  const { organizationId } = home;
  await write(async ({ sql }) => {
    await sql`insert into accounts ${sql({ organizationId, id: accountId, name: 'Harbour' })}`;
    await sql`
      insert into opportunities ${sql({ organizationId, id, accountId, ownerId: home.idOf('rep'), name: 'Renewal', openedAt: '2026-01-01', outcome: 'open' })}`;
  });
  return id;
}

export async function holiday(): Promise<string> {
  const { organizationId } = home;
  const day = '2026-05-01';
  await write(
    ({ sql }) => sql`
    insert into holidays ${sql({ organizationId, day, name: 'May Day' })} on conflict do nothing`,
  );
  return day;
}

/** Of the rep's own. */
export async function savedView(): Promise<string> {
  const id = newId();
  await write(
    ({ sql, actor }) => sql`
    insert into saved_views (organization_id, id, person_id, list, name, search, created_at)
    values (${actor.organizationId}, ${id}, ${home.idOf('rep')}, 'items', ${nextName()}, '{}', '2026-02-12T09:00:00Z')`,
  );
  return id;
}

let days = 0;
/** Leave of a day that nobody has had yet. */
export function nextDays() {
  const day = (n: number) => new Date(Date.UTC(2026, 5, n)).toISOString().slice(0, 10);
  days += 1;
  return { from: day(days), until: day(days + 1) };
}

let names = 0;
/** A name that no kind of paperwork bears yet. */
export function nextName() {
  names += 1;
  return `Report ${names}`;
}

/** Leave of the rep. */
export const absence = () => absenceRecordedBy('manager');
/** The same as the rep entered it: it waits to be confirmed. */
export const plannedAbsence = () => absenceRecordedBy('rep');

async function absenceRecordedBy(part: Part): Promise<string> {
  const id = newId();
  const { organizationId } = home;
  const { from, until } = nextDays();
  await write(
    ({ sql }) => sql`
    insert into absences (organization_id, id, person_id, during, recorded_by, recorded_at)
    values (${organizationId}, ${id}, ${home.idOf('rep')}, daterange(${from}, ${until}), ${home.idOf(part)}, '2026-02-01')`,
  );
  return id;
}

let digests = 0;
/** A mail that nobody took: of another day each time. */
export async function delivery(): Promise<string> {
  const id = newId();
  const at = '2026-02-12T09:00:00Z';
  await write(
    ({ sql, actor }) => sql`
    insert into deliveries ${sql({ organizationId: actor.organizationId, id, personId: home.idOf('rep'), channel: 'mail', digestDay: `${2000 + digests++}-01-01`, state: 'dead', nextAt: at, createdAt: at })}`,
  );
  return id;
}

/** A flag at the manager that has cleared again; the reply window has passed. */
export async function openFlag(): Promise<string> {
  const { organizationId } = home;
  const raisedAt = '2026-01-05T00:00:00Z';
  const [known] = await server.database.read(
    home.actor,
    (sql) => sql<{ id: string }[]>`
    select id from flags where organization_id = ${organizationId} and raised_at = ${raisedAt}`,
  );
  if (known !== undefined) return known.id;
  const id = newId();
  const evidence = {
    sentence: 'A sentence',
    readings: [],
    counterEvidence: [],
    wouldClear: '',
    clearing: [],
    evidence: [],
    fromWeek: '2026-01-05',
  };
  await write(
    ({ sql }) => sql`
    insert into flags (organization_id, id, manager_id, pattern, raised_at, notified_at, open_from, cleared_at, cleared_by, policy_version, method_version, evidence)
    values (${organizationId}, ${id}, ${home.idOf('manager')}, 'friend', ${raisedAt}, ${raisedAt}, '2026-01-12', ${raisedAt}, 'evidence', 1, '1', ${JSON.stringify(evidence)}::text::jsonb)`,
  );
  return id;
}

export const wrongToken = () => ({ token: 'a wrong one', password: passwordOfAll });

export const proposal = {
  norms: defaultNorms,
  responseBusinessDays: 3,
  replyBusinessDays: 5,
  inForceFrom: '2026-03-02',
};

export const schedule = {
  rule: 'FREQ=WEEKLY;BYDAY=FR',
  startsOn: '2026-02-12',
  endsBefore: null,
  businessDay: null,
  onDayOff: 'before',
  dueTime: '17:00',
  graceHours: 0,
  owedBy: { kind: 'reps' },
};
