import { formOf, zipOf } from '../src/features/imports/testing/bundle.ts';
import {
  absence,
  delivery,
  directive,
  directiveOfTheRep,
  escalatedDirective,
  escalation,
  exception,
  fixed,
  followUp,
  holiday,
  idOf,
  item,
  itemWithRequest,
  jointCall,
  nextDays,
  nextName,
  openDeal,
  openFlag,
  plannedAbsence,
  proposal,
  savedView,
  schedule,
  settledAt,
  signal,
  submittedItem,
  takeover,
  toTheRep,
  wrongToken,
} from './authorisation.record.ts';
import { passwordOfAll } from './people.ts';

/** Who calls; `stranger` is somebody of another organisation. */
export const callers = [
  'signed out',
  'rep',
  'other rep',
  'manager',
  'other manager',
  'executive',
  'admin',
  'stranger',
] as const;
export type Caller = (typeof callers)[number];

interface Called {
  /** What `:id` stands for; each call gets one of its own. */
  id?: () => Promise<string>;
  query?: () => string;
  payload?: () => object | Promise<object>;
  /** One status for each of `callers`, in their order. */
  answers: string;
}

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
export const routes: Record<string, Called> = {
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
    payload: () => ({ personIds: [idOf('invited')] }),
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
      repId: idOf('rep'),
      itemIds: [fixed.subject],
      occurredAt: '2026-02-12T09:00:00Z',
      channel: 'call',
      outcome: 'coaching',
    }),
    answers: '401 403 403 201 404 404 403 404',
  },
  'GET /reps/:id/one-to-one': {
    id: async () => idOf('rep'),
    answers: '401 403 403 200 404 404 403 404',
  },
  'POST /one-to-ones': {
    payload: () => ({
      repId: idOf('rep'),
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

  'GET /reps/:id/record': { id: async () => idOf('rep'), answers: '401 403 403 200 404 404 403 404' },
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
  'GET /directives/issuers': { answers: managersAndExecutives },
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
  'GET /managers/:id/patterns': { id: async () => idOf('manager'), answers: ofTheManager },
  'GET /trials': { query: () => `?manager=${idOf('manager')}`, answers: ofTheManager },
  'GET /trials/facts': {
    query: () =>
      `?manager=${idOf('manager')}&signal=${signal}&subject=${fixed.subject}&settledAt=${settledAt}`,
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
    payload: () => ({ personId: idOf('rep'), ...nextDays() }),
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
  'GET /failed-jobs': { answers: admins },
  'GET /health/live': { answers: everybody(200) },
  'GET /health/ready': { answers: everybody(200) },
  'GET /metrics': { answers: everybody(200) },
  'GET /openapi.json': { answers: everybody(200) },
  // Last, since it ends the sessions.
  'DELETE /session': { answers: '401 204 204 204 204 204 204 204' },
};
