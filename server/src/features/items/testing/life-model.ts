/** An item as the rules tell it: written from what was promised, not from the service or its SQL. Times in milliseconds. */
export interface Life {
  state: 'open' | 'done' | 'waived';
  version: number;
  currentDueAt: number;
  acknowledgedAt: number | null;
  doneAt: number | null;
  handedInAt: number | null;
  returnedAt: number | null;
  acceptedAt: number | null;
  /** A request for more time that waits for its answer. */
  isAsked: boolean;
  /** When its directive was taken back. */
  recalledAt: number | null;
  /** What happened, in order. */
  events: readonly Happened[];
}

interface Happened {
  kind: string;
  at: number;
}

export const born = (dueAt: number): Life => ({
  state: 'open',
  version: 1,
  currentDueAt: dueAt,
  acknowledgedAt: null,
  doneAt: null,
  handedInAt: null,
  returnedAt: null,
  acceptedAt: null,
  isAsked: false,
  recalledAt: null,
  events: [],
});

const minute = 60_000;
const day = 86_400_000;

/** What somebody tries, as a request: who, where, with what. A version is that of the item as it was looked at. */
export interface Try {
  who: 'ana' | 'mia' | 'ben' | 'eva';
  /** What it is done to: the item, or all of its directive. */
  to: 'item' | 'directive';
  path: string;
  body: object;
  /** What comes of it, and how the item is then; the item is left as it is unless the answer is 200. */
  rule(life: Life, at: number): [status: number, then: Life];
}

/** @param looked the version that was looked at */
type Attempt = (looked: number, at: number) => Try;

const refused = (life: Life, status: number): [number, Life] => [status, life];
const iso = (time: number) => new Date(time).toISOString();

/** An event among those before it: what happened at the same moment stands in the order of writing. */
const among = (events: readonly Happened[], event: Happened): Happened[] =>
  [...events, event].toSorted((a, b) => a.at - b.at);

/** The item after an event that changes its row. */
const after = (life: Life, kind: string, at: number, change: Partial<Life>): [number, Life] => [
  200,
  { ...life, ...change, version: life.version + 1, events: among(life.events, { kind, at }) },
];

/** The item after an event by which it would be owed again; what was recalled meanwhile is not, as of then. */
function owedAgain(life: Life, kind: string, at: number, change: Partial<Life>): [number, Life] {
  const [status, open] = after(life, kind, at, { ...change, state: 'open', doneAt: null });
  const { recalledAt } = open;
  return recalledAt === null
    ? [status, open]
    : [
        status,
        { ...open, state: 'waived', events: among(open.events, { kind: 'recalled', at: recalledAt }) },
      ];
}

/** Only while it is open, only as it was looked at. */
const whileOpen =
  (looked: number, then: (life: Life, at: number) => [number, Life]) =>
  (life: Life, at: number): [number, Life] =>
    life.state === 'open' && life.version === looked ? then(life, at) : refused(life, 409);

const whileWaiting =
  (looked: number, then: (life: Life, at: number) => [number, Life]) =>
  (life: Life, at: number): [number, Life] =>
    life.state === 'done' &&
    life.acceptedAt === null &&
    life.version === looked &&
    life.doneAt !== null &&
    at - life.doneAt < 14 * day
      ? then(life, at)
      : refused(life, 409);

const submit: Attempt = (looked) => ({
  who: 'ana',
  to: 'item',
  path: 'submission',
  body: { version: looked },
  rule: whileOpen(looked, (life, at) =>
    after(life, 'completed', at, { state: 'done', doneAt: at, handedInAt: life.handedInAt ?? at }),
  ),
});

const accept: Attempt = (looked) => ({
  who: 'mia',
  to: 'item',
  path: 'acceptance',
  body: { version: looked },
  rule: whileWaiting(looked, (life, at) => after(life, 'accepted', at, { acceptedAt: at })),
});

export const attempts: Readonly<Record<string, Attempt>> = {
  submit,
  submitStale: (looked) => submit(looked - 1, 0),
  accept,
  withdraw: (looked) => ({
    who: 'ana',
    to: 'item',
    path: 'withdrawal',
    body: { version: looked },
    rule: (life, at) => {
      const { state, acceptedAt, doneAt, version, handedInAt } = life;
      if (state !== 'done' || acceptedAt !== null || doneAt === null || version !== looked)
        return refused(life, 409);
      if (at - doneAt >= 10 * minute) return refused(life, 409);
      // What was undone was never handed in; what was returned before, was.
      return owedAgain(life, 'withdrawn', at, {
        handedInAt: handedInAt === doneAt ? null : handedInAt,
      });
    },
  }),
  giveBack: (looked) => ({
    who: 'mia',
    to: 'item',
    path: 'return',
    body: { version: looked, reason: 'A page is missing' },
    rule: whileWaiting(looked, (life, at) => owedAgain(life, 'returned', at, { returnedAt: at })),
  }),
  acknowledge: (looked) => ({
    who: 'ana',
    to: 'item',
    path: 'acknowledgement',
    body: { version: looked },
    rule: whileOpen(looked, (life, at) =>
      life.acknowledgedAt === null
        ? after(life, 'acknowledged', at, { acknowledgedAt: at })
        : refused(life, 409),
    ),
  }),
  giveReason: () => ({
    who: 'ana',
    to: 'item',
    path: 'reasons',
    body: { excuse: 'workload' },
    rule: (life, at) =>
      life.state === 'open'
        ? [200, { ...life, events: among(life.events, { kind: 'reason_given', at }) }]
        : refused(life, 409),
  }),
  askForTime: (_, at) => ({
    who: 'ana',
    to: 'item',
    path: 'extension-requests',
    body: { newDueAt: iso(at + 3 * day) },
    rule: (life) => {
      if (life.state !== 'open' || life.isAsked) return refused(life, 409);
      if (at + 3 * day <= life.currentDueAt) return refused(life, 400);
      return [
        200,
        { ...life, isAsked: true, events: among(life.events, { kind: 'extension_requested', at }) },
      ];
    },
  }),
  grant: (_, at) => ({
    who: 'mia',
    to: 'item',
    path: 'extension-decisions',
    body: { grant: true, newDueAt: iso(at + 4 * day) },
    rule: (life) => {
      if (life.state !== 'open' || !life.isAsked) return refused(life, 409);
      if (at + 4 * day <= life.currentDueAt) return refused(life, 400);
      return after(life, 'extension_granted', at, { isAsked: false, currentDueAt: at + 4 * day });
    },
  }),
  decline: () => ({
    who: 'mia',
    to: 'item',
    path: 'extension-decisions',
    body: { grant: false },
    rule: (life, at) =>
      life.state === 'open' && life.isAsked
        ? after(life, 'extension_declined', at, { isAsked: false })
        : refused(life, 409),
  }),
  extend: (looked, at) => ({
    who: 'mia',
    to: 'item',
    path: 'extensions',
    body: { version: looked, newDueAt: iso(at + 5 * day) },
    rule: whileOpen(looked, (life) =>
      at + 5 * day <= life.currentDueAt
        ? refused(life, 400)
        : after(life, 'extension_granted', at, { isAsked: false, currentDueAt: at + 5 * day }),
    ),
  }),
  waive: (looked) => ({
    who: 'mia',
    to: 'item',
    path: 'waiver',
    body: { version: looked, reason: 'Not needed any more' },
    rule: whileOpen(looked, (life, at) => after(life, 'waived', at, { state: 'waived' })),
  }),
  // Whoever has done it keeps that; whoever owes it owes it no more.
  recall: () => ({
    who: 'eva',
    to: 'directive',
    path: 'recall',
    body: { reason: 'The list was withdrawn' },
    rule: (life, at) => {
      if (life.recalledAt !== null) return refused(life, 409);
      const recalled = { ...life, recalledAt: at };
      return life.state === 'open' ? after(recalled, 'recalled', at, { state: 'waived' }) : [200, recalled];
    },
  }),
  // What is not theirs to do.
  managerSubmits: (looked) => ({ ...submit(looked, 0), who: 'mia', rule: (life) => refused(life, 403) }),
  repAccepts: (looked) => ({ ...accept(looked, 0), who: 'ana', rule: (life) => refused(life, 403) }),
  strangerSubmits: (looked) => ({ ...submit(looked, 0), who: 'ben', rule: (life) => refused(life, 404) }),
};
