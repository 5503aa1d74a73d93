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
  /** What happened, in order. */
  events: readonly string[];
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
  events: [],
});

const minute = 60_000;
const day = 86_400_000;

/** What somebody tries, as a request: who, where, with what. A version is that of the item as it was looked at. */
export interface Try {
  who: 'ana' | 'mia' | 'ben';
  path: string;
  body: object;
  /** What comes of it, and how the item is then; the item is left as it is unless the answer is 200. */
  rule(life: Life, at: number): [status: number, then: Life];
}

/** @param looked the version that was looked at */
type Attempt = (looked: number, at: number) => Try;

const refused = (life: Life, status: number): [number, Life] => [status, life];
const iso = (time: number) => new Date(time).toISOString();

/** The item after an event that changes its row. */
const after = (life: Life, event: string, change: Partial<Life>): [number, Life] => [
  200,
  { ...life, ...change, version: life.version + 1, events: [...life.events, event] },
];

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
  path: 'submission',
  body: { version: looked },
  rule: whileOpen(looked, (life, at) =>
    after(life, 'completed', { state: 'done', doneAt: at, handedInAt: life.handedInAt ?? at }),
  ),
});

const accept: Attempt = (looked) => ({
  who: 'mia',
  path: 'acceptance',
  body: { version: looked },
  rule: whileWaiting(looked, (life, at) => after(life, 'accepted', { acceptedAt: at })),
});

export const attempts: Readonly<Record<string, Attempt>> = {
  submit,
  submitStale: (looked) => submit(looked - 1, 0),
  accept,
  withdraw: (looked) => ({
    who: 'ana',
    path: 'withdrawal',
    body: { version: looked },
    rule: (life, at) => {
      const { state, acceptedAt, doneAt, version, handedInAt } = life;
      if (state !== 'done' || acceptedAt !== null || doneAt === null || version !== looked)
        return refused(life, 409);
      if (at - doneAt >= 10 * minute) return refused(life, 409);
      // What was undone was never handed in; what was returned before, was.
      return after(life, 'withdrawn', {
        state: 'open',
        doneAt: null,
        handedInAt: handedInAt === doneAt ? null : handedInAt,
      });
    },
  }),
  giveBack: (looked) => ({
    who: 'mia',
    path: 'return',
    body: { version: looked, reason: 'A page is missing' },
    rule: whileWaiting(looked, (life, at) =>
      after(life, 'returned', { state: 'open', doneAt: null, returnedAt: at }),
    ),
  }),
  acknowledge: (looked) => ({
    who: 'ana',
    path: 'acknowledgement',
    body: { version: looked },
    rule: whileOpen(looked, (life, at) =>
      life.acknowledgedAt === null ? after(life, 'acknowledged', { acknowledgedAt: at }) : refused(life, 409),
    ),
  }),
  giveReason: () => ({
    who: 'ana',
    path: 'reasons',
    body: { excuse: 'workload' },
    rule: (life) =>
      life.state === 'open'
        ? [200, { ...life, events: [...life.events, 'reason_given'] }]
        : refused(life, 409),
  }),
  askForTime: (_, at) => ({
    who: 'ana',
    path: 'extension-requests',
    body: { newDueAt: iso(at + 3 * day) },
    rule: (life) => {
      if (life.state !== 'open' || life.isAsked) return refused(life, 409);
      if (at + 3 * day <= life.currentDueAt) return refused(life, 400);
      return [200, { ...life, isAsked: true, events: [...life.events, 'extension_requested'] }];
    },
  }),
  grant: (_, at) => ({
    who: 'mia',
    path: 'extension-decisions',
    body: { grant: true, newDueAt: iso(at + 4 * day) },
    rule: (life) => {
      if (life.state !== 'open' || !life.isAsked) return refused(life, 409);
      if (at + 4 * day <= life.currentDueAt) return refused(life, 400);
      return after(life, 'extension_granted', { isAsked: false, currentDueAt: at + 4 * day });
    },
  }),
  decline: () => ({
    who: 'mia',
    path: 'extension-decisions',
    body: { grant: false },
    rule: (life) =>
      life.state === 'open' && life.isAsked
        ? after(life, 'extension_declined', { isAsked: false })
        : refused(life, 409),
  }),
  extend: (looked, at) => ({
    who: 'mia',
    path: 'extensions',
    body: { version: looked, newDueAt: iso(at + 5 * day) },
    rule: whileOpen(looked, (life) =>
      at + 5 * day <= life.currentDueAt
        ? refused(life, 400)
        : after(life, 'extension_granted', { isAsked: false, currentDueAt: at + 5 * day }),
    ),
  }),
  waive: (looked) => ({
    who: 'mia',
    path: 'waiver',
    body: { version: looked, reason: 'Not needed any more' },
    rule: whileOpen(looked, (life) => after(life, 'waived', { state: 'waived' })),
  }),
  // What is not theirs to do.
  managerSubmits: (looked) => ({ ...submit(looked, 0), who: 'mia', rule: (life) => refused(life, 403) }),
  repAccepts: (looked) => ({ ...accept(looked, 0), who: 'ana', rule: (life) => refused(life, 403) }),
  strangerSubmits: (looked) => ({ ...submit(looked, 0), who: 'ben', rule: (life) => refused(life, 404) }),
};
