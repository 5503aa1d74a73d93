import { join } from 'node:path';
import { Readable } from 'node:stream';
import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import type { Role } from '@plumbline/shared/domain/roles.ts';
import type { Signal } from '@plumbline/shared/domain/vocabulary.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '../src/database/ids.ts';
import { formOf, zipOf } from '../src/features/imports/testing/bundle.ts';
import { can } from '../src/policies/can.ts';
import { spool } from '../src/storage/spool.ts';
import { type AppUnderTest, appUnderTest } from './app-under-test.ts';
import { type MadePeople, makePeople, type Part, passwordOfAll, signIn } from './people.ts';

/** Who calls; `stranger` is somebody of another organisation. */
const callers = [
  'signed out',
  'rep',
  'other rep',
  'manager',
  'other manager',
  'executive',
  'admin',
  'stranger',
] as const;
type Caller = (typeof callers)[number];

interface Called {
  /** What `:id` stands for; each call gets one of its own. */
  id?: () => Promise<string>;
  query?: () => string;
  payload?: () => object | Promise<object>;
  /** One status for each of `callers`, in their order. */
  answers: string;
}

let server: AppUnderTest;
let home: MadePeople;
const cookies = new Map<Caller, string>();
let strangeRep: string;
const fixed = { importRun: newId(), subject: newId(), paperworkType: newId(), file: newId() };

beforeAll(async () => {
  server = await appUnderTest();
  home = await makePeople(server.database);
  const elsewhere = await makePeople(server.database, 'elsewhere');
  await server.database.transaction(
    elsewhere.actor,
    ({ sql }) => sql`
    update people set is_admin = true where organization_id = ${elsewhere.organizationId} and id = ${elsewhere.idOf('executive')}`,
  );
  await makeRecord();
  const folder = join(server.usual.config.dataDir, 'spool');
  await server.usual.storage.put(
    `${home.organizationId}/${fixed.file}`,
    await spool(folder, Readable.from([Buffer.from('text')])),
  );
  for (const part of [
    'rep',
    'other rep',
    'manager',
    'other manager',
    'executive',
    'admin',
  ] as const satisfies Part[]) {
    cookies.set(part, (await signIn(server.app, part)).cookie);
  }
  cookies.set('stranger', (await signIn(server.app, 'executive', 'elsewhere')).cookie);
  strangeRep = (await signIn(server.app, 'rep', 'elsewhere')).cookie;
});
afterAll(() => server.close());

const write = <T>(work: Parameters<typeof server.database.transaction<T>>[1]) =>
  server.database.transaction(home.actor, work);

const settledAt = '2026-01-05T10:00:00.000Z';
const signal: Signal = 'silence';

async function makeRecord(): Promise<void> {
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
async function item(): Promise<string> {
  const id = newId();
  const { organizationId } = home;
  await write(async ({ sql }) => {
    const dueAt = '2026-02-11T10:00:00Z';
    await sql`
      insert into items ${sql({ organizationId, id, kind: 'paperwork', repId: home.idOf('rep'), paperworkTypeId: fixed.paperworkType, title: 'Call report', dueAt, currentDueAt: dueAt, provenance: 'observed' })}`;
  });
  return id;
}

async function itemWithRequest(): Promise<string> {
  const itemId = await item();
  await write(
    ({ sql, actor }) => sql`
    insert into item_events ${sql({ organizationId: actor.organizationId, id: newId(), itemId, kind: 'extension_requested', actorId: home.idOf('rep'), occurredAt: '2026-02-12T09:00:00Z', knownAt: '2026-02-12T09:00:00Z', provenance: 'observed', newDueAt: '2026-02-20T10:00:00Z' })}`,
  );
  return itemId;
}

async function submittedItem(): Promise<string> {
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

async function directive(): Promise<string> {
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
const directiveOfTheRep = async () => directiveOf(await directive());

async function directiveOf(itemId: string): Promise<string> {
  const [row] = await server.database.read(
    home.actor,
    (sql) => sql<{ directiveId: string }[]>`
    select directive_id from items where organization_id = ${home.organizationId} and id = ${itemId}`,
  );
  return row?.directiveId ?? '';
}

const toTheRep = {
  title: 'Visit',
  get to() {
    return { people: [home.idOf('rep')] };
  },
  dueAt: '2026-03-02T17:00',
};

/** What the manager put before the executive. */
const escalation = async () => escalate(await directive());

/** A directive of the rep's that the manager put before the executive. */
async function escalatedDirective(): Promise<string> {
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
async function followUp(): Promise<string> {
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
async function exception(): Promise<string> {
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
async function takeover(): Promise<string> {
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
async function jointCall(): Promise<string> {
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

async function openDeal(): Promise<string> {
  const [id, accountId] = [newId(), newId()];
  const { organizationId } = home;
  await write(async ({ sql }) => {
    await sql`insert into accounts ${sql({ organizationId, id: accountId, name: 'Harbour' })}`;
    await sql`
      insert into opportunities ${sql({ organizationId, id, accountId, ownerId: home.idOf('rep'), name: 'Renewal', openedAt: '2026-01-01', outcome: 'open' })}`;
  });
  return id;
}

async function holiday(): Promise<string> {
  const { organizationId } = home;
  const day = '2026-05-01';
  await write(
    ({ sql }) => sql`
    insert into holidays ${sql({ organizationId, day, name: 'May Day' })} on conflict do nothing`,
  );
  return day;
}

/** Of the rep's own. */
async function savedView(): Promise<string> {
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
function nextDays() {
  const day = (n: number) => new Date(Date.UTC(2026, 5, n)).toISOString().slice(0, 10);
  days += 1;
  return { from: day(days), until: day(days + 1) };
}

let names = 0;
/** A name that no kind of paperwork bears yet. */
function nextName() {
  names += 1;
  return `Report ${names}`;
}

/** Leave of the rep. */
const absence = () => absenceRecordedBy('manager');
/** The same as the rep entered it: it waits to be confirmed. */
const plannedAbsence = () => absenceRecordedBy('rep');

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
async function delivery(): Promise<string> {
  const id = newId();
  const at = '2026-02-12T09:00:00Z';
  await write(
    ({ sql, actor }) => sql`
    insert into deliveries ${sql({ organizationId: actor.organizationId, id, personId: home.idOf('rep'), channel: 'mail', digestDay: `${2000 + digests++}-01-01`, state: 'dead', nextAt: at, createdAt: at })}`,
  );
  return id;
}

/** A flag at the manager that has cleared again; the reply window has passed. */
async function openFlag(): Promise<string> {
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

const wrongToken = () => ({ token: 'a wrong one', password: passwordOfAll });

const proposal = {
  norms: defaultNorms,
  responseBusinessDays: 3,
  replyBusinessDays: 5,
  inForceFrom: '2026-03-02',
};

const schedule = {
  rule: 'FREQ=WEEKLY;BYDAY=FR',
  startsOn: '2026-02-12',
  endsBefore: null,
  businessDay: null,
  onDayOff: 'before',
  dueTime: '17:00',
  graceHours: 0,
  owedBy: { kind: 'reps' },
};

const everybody = (status: number) => callers.map(() => status).join(' ');
const signedIn = '401 200 200 200 200 200 200 200';
const managersAndExecutives = '401 403 403 200 200 200 403 200';
const admins = '401 403 403 403 403 403 200 200';
/** An administrator here is a rep as well; the stranger is an executive, or a rep where reps alone may. */
const repsAlone = '401 200 200 403 403 403 200 200';
/** Of something of the rep's: what the rep alone may do; the manager and the executive see it, and may not. */
const ofTheRep = '401 200 404 403 404 403 404 404';
/** What the rep's manager alone may do; the executive sees it, and may not. */
const ofTheManagerAlone = '401 403 403 200 404 403 403 404';
/** Of the rep's manager. */
const ofTheManager = '401 403 403 200 404 200 403 404';

/**
 * Every route of the API, and what it answers to
 *
 *     signed out, rep, other rep, manager, other manager, executive, admin, stranger
 *
 * about something of the rep or of the rep's manager. Never 403 for what one cannot see.
 */
const routes: Record<string, Called> = {
  'POST /session': {
    payload: () => ({ email: 'rep@home.example.com', password: passwordOfAll }),
    answers: everybody(200),
  },
  'GET /me': { answers: signedIn },
  'GET /welcome': { answers: everybody(200) },
  'POST /setup': {
    payload: () => ({
      ...wrongToken(),
      organizationName: 'A',
      timeZone: 'UTC',
      name: 'A',
      email: 'a@example.com',
    }),
    answers: everybody(404),
  },
  'POST /sample': { answers: everybody(202) },
  'GET /sample': { answers: everybody(200) },
  'POST /sample/session': { payload: () => ({ as: 'rep' }), answers: everybody(409) },

  'GET /people': { answers: admins },
  'POST /people/preview': { payload: () => ({ text: 'A,a@example.com' }), answers: admins },
  'POST /people': { payload: () => ({ text: 'A,a@example.com' }), answers: admins },
  'POST /people/invitations': {
    payload: () => ({ personIds: [home.idOf('invited')] }),
    answers: '401 403 403 403 403 403 200 404',
  },
  'POST /invitations/welcome': { payload: wrongToken, answers: everybody(404) },
  'POST /invitations/acceptance': { payload: wrongToken, answers: everybody(404) },

  'GET /items': { query: () => '?scope=team', answers: signedIn },
  'GET /items.csv': { query: () => '?scope=team', answers: signedIn },
  'GET /items/choices': { answers: signedIn },
  // The executive sees it, and is told for each why it is not theirs to ask about.
  'POST /items/bulk': {
    payload: async () => ({ action: 'ask', items: [{ id: await item(), version: 1 }] }),
    answers: '401 403 403 200 404 200 403 404',
  },
  // A manager sees it, and is told that it is somebody else's.
  'POST /submissions': {
    payload: async () => ({ items: [{ id: await item(), version: 1 }] }),
    answers: '401 200 404 200 404 403 404 404',
  },
  'POST /withdrawals': {
    payload: async () => ({ items: [{ id: await submittedItem(), version: 1 }] }),
    answers: '401 200 404 200 404 403 404 404',
  },
  'GET /items/:id': { id: item, answers: '401 200 404 200 404 200 404 404' },
  // Without a file: 415 for whom it is not refused.
  'POST /items/:id/files': { id: item, answers: '401 415 404 403 404 403 404 404' },
  'GET /items/:id/files/:fileId': {
    id: async () => fixed.subject,
    answers: '401 200 404 200 404 200 404 404',
  },
  'GET /today': { answers: managersAndExecutives },
  'GET /team': { answers: managersAndExecutives },
  'POST /items/:id/submission': { id: item, payload: () => ({ version: 1 }), answers: ofTheRep },
  'POST /items/:id/acknowledgement': { id: directive, payload: () => ({ version: 1 }), answers: ofTheRep },
  'POST /items/:id/withdrawal': { id: submittedItem, payload: () => ({ version: 1 }), answers: ofTheRep },
  'POST /items/:id/reasons': { id: item, payload: () => ({ excuse: 'travel' }), answers: ofTheRep },
  'POST /items/:id/extension-requests': {
    id: item,
    payload: () => ({ newDueAt: '2026-02-20T10:00:00Z' }),
    answers: ofTheRep,
  },
  'POST /items/:id/extension-decisions': {
    id: itemWithRequest,
    payload: () => ({ grant: true }),
    answers: ofTheManagerAlone,
  },
  'POST /items/:id/extensions': {
    id: item,
    payload: () => ({ version: 1, newDueAt: '2026-02-20T10:00:00Z' }),
    answers: ofTheManagerAlone,
  },
  'POST /items/:id/waiver': {
    id: item,
    payload: () => ({ version: 1, reason: 'The account was closed.' }),
    answers: ofTheManagerAlone,
  },
  'GET /reviews': { answers: managersAndExecutives },
  'POST /items/:id/acceptance': {
    id: submittedItem,
    payload: () => ({ version: 1 }),
    answers: ofTheManagerAlone,
  },
  'POST /items/:id/return': {
    id: submittedItem,
    payload: () => ({ version: 1, reason: 'One visit is missing.' }),
    answers: ofTheManagerAlone,
  },

  'GET /follow-ups': { query: () => '?scope=team', answers: signedIn },
  'GET /follow-ups.csv': { query: () => '?scope=team', answers: signedIn },
  // Asking and logging look for the items among those of one's own people: an executive's are their managers'.
  'POST /items/:id/asks': { id: item, payload: () => ({}), answers: '401 403 403 201 404 404 403 404' },
  'POST /asks': {
    payload: async () => ({ itemIds: [await item()] }),
    answers: '401 403 403 201 404 404 403 404',
  },
  'POST /follow-ups': {
    payload: () => ({
      repId: home.idOf('rep'),
      itemIds: [fixed.subject],
      occurredAt: '2026-02-12T09:00:00Z',
      channel: 'call',
      outcome: 'coaching',
    }),
    answers: '401 403 403 201 404 404 403 404',
  },
  'GET /reps/:id/one-to-one': {
    id: async () => home.idOf('rep'),
    answers: '401 403 403 200 404 404 403 404',
  },
  'POST /one-to-ones': {
    payload: () => ({
      repId: home.idOf('rep'),
      occurredAt: '2026-02-12T09:00:00Z',
      channel: 'one_on_one',
      entries: [{ itemId: fixed.subject, outcome: 'coaching' }],
    }),
    answers: '401 403 403 201 404 404 403 404',
  },
  'POST /follow-ups/:id/confirmation': { id: followUp, payload: () => ({}), answers: ofTheRep },
  'POST /follow-ups/:id/dispute': {
    id: followUp,
    payload: () => ({ note: 'That was about something else.' }),
    answers: ofTheRep,
  },

  'GET /reps/:id/record': { id: async () => home.idOf('rep'), answers: '401 403 403 200 404 404 403 404' },
  'GET /my-record': { answers: repsAlone },
  'POST /my-record/exports': { answers: repsAlone },

  'GET /inbox': { answers: signedIn },
  'POST /inbox/read': { payload: () => ({}), answers: signedIn },
  'GET /notifications': { answers: signedIn },
  'PUT /notifications': { payload: () => ({ groups: [] }), answers: signedIn },
  'PUT /notifications/webhooks/:channel': {
    payload: () => ({ url: null }),
    answers: signedIn.replaceAll('200', '400'),
  },
  'POST /notifications/calendar': { answers: signedIn.replaceAll('200', '201') },
  'DELETE /notifications/calendar': { answers: signedIn },
  'GET /calendar/:file': { answers: everybody(404) },
  'POST /links/preview': { payload: wrongToken, answers: everybody(404) },
  'POST /links/use': { payload: wrongToken, answers: everybody(404) },
  'GET /deliveries': { answers: admins },
  'POST /deliveries/:id/attempts': { id: delivery, answers: '401 403 403 403 403 403 204 404' },

  'GET /directives': { answers: managersAndExecutives },
  'GET /directives.csv': { answers: managersAndExecutives },
  'GET /directives/addressees': { answers: managersAndExecutives },
  'GET /directives/own': { answers: managersAndExecutives },
  'GET /directives/own/items': { query: () => '?about=unclear', answers: managersAndExecutives },
  'GET /directives/:id': { id: directiveOfTheRep, answers: '401 403 403 200 404 200 403 404' },
  'POST /directives/preview': { payload: () => toTheRep, answers: '401 403 403 200 404 200 403 404' },
  'POST /directives': { payload: () => toTheRep, answers: '401 403 403 201 404 201 403 404' },
  'POST /directives/:id/relay': { id: directiveOfTheRep, answers: '401 403 403 200 404 409 403 404' },
  'POST /directives/:id/recall': {
    id: directiveOfTheRep,
    payload: () => ({ reason: 'It was withdrawn.' }),
    answers: '401 403 403 403 404 200 403 404',
  },
  'GET /escalations': { answers: managersAndExecutives },
  'GET /items/:id/escalations': { id: directive, answers: '401 200 404 200 404 200 404 404' },
  'POST /items/:id/escalations': {
    id: directive,
    payload: () => ({ note: 'Which list is meant?' }),
    answers: '401 201 404 201 404 403 404 404',
  },
  'POST /escalations/:id/ruling': {
    id: escalation,
    payload: () => ({ ruling: 'insist' }),
    answers: '401 403 403 403 404 200 403 404',
  },
  'POST /directives/:id/rulings': {
    id: escalatedDirective,
    payload: () => ({ ruling: 'insist' }),
    answers: '401 403 403 404 404 200 403 404',
  },
  'GET /exceptions': { query: () => '?scope=team', answers: signedIn },
  'GET /exceptions.csv': { query: () => '?scope=team', answers: signedIn },
  'GET /exceptions/quarters': { answers: '401 403 403 403 403 200 403 200' },
  'GET /exceptions/accounts': { answers: '401 200 200 200 200 403 200 200' },
  'POST /exceptions': {
    payload: () => ({ kind: 'discount', note: 'They sign this week.' }),
    answers: '401 201 201 201 201 403 201 201',
  },
  'POST /exceptions/:id/decision': {
    id: exception,
    payload: () => ({ decision: 'declined', reason: 'They would sign without it.' }),
    answers: '401 403 403 200 404 403 403 404',
  },
  'POST /exceptions/:id/passing-up': {
    id: exception,
    payload: () => ({ reason: 'Over my limit.' }),
    answers: '401 403 403 200 404 403 403 404',
  },
  'POST /exceptions/:id/withdrawal': { id: exception, answers: '401 200 404 403 404 403 404 404' },
  'GET /interventions': { answers: signedIn },
  'GET /interventions/choices': { answers: '401 403 403 200 200 403 403 403' },
  'GET /interventions/:id': { id: takeover, answers: '401 200 404 200 404 200 404 404' },
  'POST /interventions': {
    payload: async () => ({
      opportunityId: await openDeal(),
      reason: 'Their buyer deals with managers only.',
      missingSkill: 'Price talks.',
      plannedHandBackOn: '2026-12-31',
    }),
    answers: '401 403 403 201 404 403 403 403',
  },
  'POST /interventions/:id/confirmation': {
    id: takeover,
    payload: () => ({ asked: true }),
    answers: '401 403 403 403 403 200 403 404',
  },
  'POST /interventions/:id/hand-back': {
    id: takeover,
    payload: () => ({ learned: 'She led the last call.' }),
    answers: '401 403 403 200 404 403 403 403',
  },
  'GET /joint-calls': { answers: signedIn },
  'GET /joint-calls/choices': { answers: '401 403 403 200 200 403 403 403' },
  'POST /joint-calls': {
    payload: async () => ({
      about: { kind: 'deal', id: await openDeal() },
      heldAt: '2026-02-12T09:00:00Z',
      ledBy: 'rep',
      coached: 'Price talks.',
    }),
    answers: '401 403 403 201 404 403 403 403',
  },
  'POST /joint-calls/:id/confirmation': { id: jointCall, answers: ofTheRep },
  'POST /joint-calls/:id/dispute': {
    id: jointCall,
    payload: () => ({ note: 'You were not on that call.' }),
    answers: ofTheRep,
  },
  'GET /takeovers': { answers: managersAndExecutives },
  'GET /patterns': { answers: managersAndExecutives },
  'GET /managers/:id/patterns': { id: async () => home.idOf('manager'), answers: ofTheManager },
  'GET /trials': { query: () => `?manager=${home.idOf('manager')}`, answers: ofTheManager },
  'GET /trials/facts': {
    query: () =>
      `?manager=${home.idOf('manager')}&signal=${signal}&subject=${fixed.subject}&settledAt=${settledAt}`,
    answers: ofTheManager,
  },
  'GET /flags': { query: () => '?state=all', answers: managersAndExecutives },
  'GET /flags/:id': { id: openFlag, answers: ofTheManager },
  'GET /flags/:id/trials': { id: openFlag, answers: ofTheManager },
  'POST /flags/:id/reply': {
    id: openFlag,
    payload: () => ({ body: 'It was August.' }),
    answers: '401 403 403 200 404 403 403 404',
  },
  'POST /flags/:id/review/beginning': { id: openFlag, answers: '401 403 403 403 403 409 403 404' },
  'POST /flags/:id/review': {
    id: openFlag,
    payload: () => ({ decision: 'borne_out' }),
    answers: '401 403 403 403 403 409 403 404',
  },

  'GET /policy': { answers: managersAndExecutives },
  // The version that was seen is not the newest one: 409 for whom it is not refused.
  'PUT /policy': {
    payload: () => ({ ...proposal, version: 99 }),
    answers: '401 403 403 403 403 409 403 409',
  },
  'POST /policy/backtest': { payload: () => proposal, answers: '401 403 403 403 403 200 403 200' },

  'GET /paperwork-types': { answers: admins },
  'POST /paperwork-types/preview': { payload: () => ({ schedule }), answers: admins },
  'POST /paperwork-types': {
    payload: () => ({ name: nextName(), schedule }),
    answers: '401 403 403 403 403 403 201 201',
  },
  'PUT /paperwork-types/:id': {
    id: async () => fixed.paperworkType,
    payload: () => ({ version: 99, name: 'Call report' }),
    answers: '401 403 403 403 403 403 409 404',
  },

  'GET /calendar': { answers: signedIn },
  'PUT /calendar/working-week': { payload: () => ({ workingDays: [1, 2, 3, 4, 5] }), answers: admins },
  'POST /calendar/holidays': {
    payload: () => ({ holidays: [{ day: '2026-12-25', name: 'Christmas Day' }] }),
    answers: admins,
  },
  'POST /calendar/holidays/preview': {
    payload: () => ({ ics: 'BEGIN:VCALENDAR\nEND:VCALENDAR' }),
    answers: admins,
  },
  'DELETE /calendar/holidays/:day': { id: holiday, answers: '401 403 403 403 403 403 200 404' },

  'GET /absences': { answers: signedIn },
  'GET /absences/colleagues': { answers: signedIn },
  'POST /absences': {
    payload: () => ({ personId: home.idOf('rep'), ...nextDays() }),
    answers: '401 201 404 201 404 201 201 404',
  },
  'PUT /absences/:id': {
    id: absence,
    payload: () => ({ version: 99, until: '2026-03-01', coverId: null }),
    answers: '401 409 404 409 404 409 409 404',
  },
  'POST /absences/:id/confirmation': {
    id: plannedAbsence,
    payload: () => ({ version: 1 }),
    answers: '401 403 404 204 404 204 204 404',
  },
  'DELETE /absences/:id': {
    id: absence,
    query: () => '?version=1',
    answers: '401 204 404 204 404 204 204 404',
  },

  'POST /imports': {
    payload: async () => formOf(await zipOf({ holidays: 'date,name\n' })),
    answers: '401 403 403 403 403 403 202 202',
  },
  'GET /saved-views': { query: () => '?list=items', answers: signedIn },
  'POST /saved-views': {
    payload: () => ({ list: 'items', name: nextName(), search: { state: 'late' } }),
    answers: '401 201 201 201 201 201 201 201',
  },
  'PUT /saved-views/:id': {
    id: savedView,
    payload: () => ({ name: nextName(), search: {} }),
    answers: '401 200 404 404 404 404 404 404',
  },
  'DELETE /saved-views/:id': { id: savedView, answers: '401 204 404 404 404 404 404 404' },

  'GET /imports': { answers: admins },
  'GET /imports/:id': { id: async () => fixed.importRun, answers: '401 403 403 403 403 403 200 404' },
  'GET /imports/:id/problems': {
    id: async () => fixed.importRun,
    answers: '401 403 403 403 403 403 200 404',
  },
  'GET /imports/:id/problems.csv': {
    id: async () => fixed.importRun,
    answers: '401 403 403 403 403 403 200 404',
  },
  'GET /imports/:id/events': { id: async () => fixed.importRun, answers: '401 403 403 403 403 403 200 404' },
  'GET /audit': { answers: admins },

  'GET /live': { answers: signedIn },
  'GET /health/live': { answers: everybody(200) },
  'GET /health/ready': { answers: everybody(200) },
  'GET /metrics': { answers: everybody(200) },
  'GET /openapi.json': { answers: everybody(200) },
  // Last, since it ends the sessions.
  'DELETE /session': { answers: '401 204 204 204 204 204 204 204' },
};

/** The routes as the application has them; HEAD goes with GET. */
const known = () =>
  server.app.routeTable
    .filter(({ url, method }) => url.startsWith('/api/v1/') && method !== 'HEAD')
    .map(({ method, url, permission }) => ({
      route: `${method} ${url.slice('/api/v1'.length)}`,
      permission,
    }));

async function call(route: string, caller: Caller): Promise<number> {
  const { id, query, payload } = routes[route] ?? { answers: '' };
  const path = route
    .replace(/(?<=\/):\w+/, id === undefined ? '' : await id())
    .replace(':fileId', fixed.file);
  return send(`${path}${query?.() ?? ''}`, caller, route, await payload?.());
}

/** @param asked method and address */
async function send(asked: string, caller: Caller, route: string, payload?: object): Promise<number> {
  const [method, address = ''] = asked.split(' ');
  const cookie = cookieOf(caller, route);
  const isStream = route.endsWith('/events') || route === 'GET /live';
  const answer = await server.app.inject({
    method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).parse(method),
    url: `/api/v1${address}`,
    headers: {
      ...(cookie === undefined ? {} : { cookie }),
      accept: isStream ? 'text/event-stream' : '*/*',
    },
    payload,
    // The answer to a stream is its beginning.
    payloadAsStream: isStream,
  });
  if (isStream) answer.stream().destroy();
  return answer.statusCode;
}

/** The strangest stranger is one whom the permission would let through. */
function cookieOf(caller: Caller, route: string): string | undefined {
  if (caller !== 'stranger') return cookies.get(caller);
  const permission = known().find((one) => one.route === route)?.permission ?? 'public';
  return can({ role: 'executive', isAdmin: true }, permission) ? cookies.get(caller) : strangeRep;
}

const anId = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** The same about something that is not there. */
const elsewhere = (text: string) =>
  text.replaceAll(new RegExp(anId, 'g'), newId).replaceAll(/:(id|fileId)\b/g, newId);

const partsOf: Record<Exclude<Caller, 'signed out' | 'stranger'>, { role: Role; isAdmin: boolean }> = {
  rep: { role: 'rep', isAdmin: false },
  'other rep': { role: 'rep', isAdmin: false },
  manager: { role: 'manager', isAdmin: false },
  'other manager': { role: 'manager', isAdmin: false },
  executive: { role: 'executive', isAdmin: false },
  admin: { role: 'rep', isAdmin: true },
};

describe('authorisation', () => {
  it('knows every route, and no other', () => {
    expect(
      known()
        .map(({ route }) => route)
        .toSorted(),
    ).toEqual(Object.keys(routes).toSorted());
  });

  it('declares nothing that permissions forbid', () => {
    for (const { route, permission = 'public' } of known()) {
      const [signedOut, ...answers] = (routes[route]?.answers ?? '').split(' ');
      expect([route, signedOut === '401']).toEqual([route, permission !== 'public']);
      for (const [index, [caller, who]] of Object.entries(partsOf).entries()) {
        const isRefused = answers[index] === '403' || answers[index] === '401';
        if (!can(who, permission)) expect([route, caller, isRefused]).toEqual([route, caller, true]);
      }
    }
  });

  // Before the routes themselves are tried, of which the last ends the sessions.
  it('is never asked about what is not there: that is 404 to all whom the route serves', async () => {
    const tried = new Set<string>();
    for (const { route, permission = 'public' } of known()) {
      const { query, payload } = routes[route] ?? {};
      const sent = JSON.stringify((await payload?.()) ?? null);
      const asked = `${route}${query?.() ?? ''}`;
      if (!/:id/.test(asked) && !anId.test(asked) && !anId.test(sent)) continue;
      tried.add(route);
      for (const caller of callers) {
        if (caller === 'signed out' || caller === 'stranger' || !can(partsOf[caller], permission)) continue;
        const body = z
          .record(z.string(), z.unknown())
          .nullable()
          .parse(JSON.parse(elsewhere(sent)));
        const status = await send(elsewhere(asked), caller, route, body ?? undefined);
        expect([route, caller, status]).toEqual([route, caller, 404]);
      }
    }
    for (const named of [
      'POST /flags/:id/review',
      'POST /follow-ups',
      'POST /people/invitations',
      'GET /trials',
    ])
      expect(tried).toContain(named);
  });

  it.each(Object.entries(routes))('%s', async (route, { answers }) => {
    const statuses: number[] = [];
    for (const caller of callers) statuses.push(await call(route, caller));
    expect(statuses.join(' ')).toBe(answers);
  });
});
