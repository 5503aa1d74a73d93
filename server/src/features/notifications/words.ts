import type { NoticeKind, NoticeSubject } from '@plumbline/shared/domain/vocabulary.ts';
import type { NoticeData } from './notify.ts';

/** What a notice says, wherever it is read: inbox, mail, chat. */
export interface Words {
  /** One line, without a full stop: the subject of a mail. */
  title: string;
  /** One sentence more; empty where the title says it all. */
  text: string;
  /** The page that it opens. */
  path: string;
}

/** A notice as its words are made from it. */
export interface Told {
  kind: NoticeKind;
  subject: { type: NoticeSubject; id: string };
  data: NoticeData;
}

/** What the words of one kind are made from: a piece of the data, an instant of it in the reader's own zone, the subject. */
interface Pieces {
  /** A name or a title. */
  piece(key: string): string;
  /** A piece that may be missing, as a sentence of its own. */
  said(key: string): string;
  when(key: string): string;
  /** A calendar day of it, which belongs to no zone. */
  day(key: string): string;
  id: string;
}

const rulingWords: Readonly<Record<string, string>> = {
  insist: 'insists',
  extend: 'gives more time',
  unclear: 'ruled it unclear',
};

const words: Record<NoticeKind, (pieces: Pieces) => Words> = {
  asked: ({ piece, said, id }) =>
    said('others') === ''
      ? {
          title: `${piece('by')} asks about “${piece('title')}”`,
          text: said('note') || 'It waits for you: submit it, or say why.',
          path: `/items/${id}`,
        }
      : {
          title: `${piece('by')} asks about “${piece('title')}” and more`,
          text: `${said('note') || 'They wait for you: submit them, or say why.'} Also about: ${said('others')}.`,
          path: '/items',
        },
  cover_begins: (pieces) => ({
    title: `From today on you take over for ${pieces.piece('person')}`,
    text: [
      pieces.said('until') === '' ? '' : `${pieces.piece('person')} is back on ${pieces.day('until')}.`,
      takenOver(pieces),
    ]
      .filter(Boolean)
      .join(' '),
    path: pieces.said('reps') === '' ? '/leave' : '/today',
  }),
  directive_issued: ({ piece, when, id }) => ({
    title: `A directive for you: ${piece('title')}`,
    text: `From ${piece('by')}, due ${when('dueAt')}. Acknowledge it when you have read it.`,
    path: `/items/${id}`,
  }),
  directive_recalled: ({ piece, said, id }) => ({
    title: `Recalled: ${piece('title')}`,
    text: said('note') || `${piece('by')} recalled this directive; nothing is owed on it.`,
    path: `/items/${id}`,
  }),
  directive_to_relay: ({ piece, id }) => ({
    title: `${piece('by')} asks you to relay: ${piece('title')}`,
    text: 'Your reps count as told when you have relayed it.',
    path: `/directives/${id}`,
  }),
  escalated: ({ piece, said, when, id }) => ({
    title: `${piece('by')} escalates “${piece('title')}” to you`,
    text: `${said('note')} ${piece('rep')} owes it. Answer by ${when('answerBy')}.`,
    path: `/directives/items/${id}`,
  }),
  escalated_by_rule: ({ piece, id }) => ({
    title: `Still not done by ${piece('reps')}: ${piece('title')}`,
    text: `The directive comes back to you ${piece('days')} after it was due: insist, give more time, or say that it was unclear.`,
    path: `/directives/${id}`,
  }),
  escalation_answered: ({ piece, said, when, id }) => ({
    title: `${piece('by')} ${rulingWords[piece('ruling')] ?? 'answered'}: ${piece('title')}`,
    text: [
      said('note'),
      piece('ruling') === 'unclear' ? 'Nobody has to escalate it any more.' : `It is due ${when('dueAt')}.`,
    ]
      .filter((words) => words !== '')
      .join(' '),
    path: `/${piece('page')}/${id}`,
  }),
  escalation_unanswered: ({ piece, when, id }) => ({
    title: `No answer to what was escalated: ${piece('title')}`,
    text: `${piece('to')} had until ${when('answerBy')}.`,
    path: `/${piece('page')}/${id}`,
  }),
  exception_asked: ({ piece, said }) => ({
    title: `${piece('by')} asks for an exception`,
    text: said('note'),
    path: '/exceptions?view=decide',
  }),
  exception_decided: ({ piece, said }) => ({
    title: `Your exception was ${piece('decision')}`,
    text: said('note'),
    path: '/exceptions',
  }),
  exception_passed_up: ({ piece, said }) => ({
    title: `${piece('by')} leaves ${piece('rep')}’s exception to you`,
    text: said('note'),
    path: '/exceptions?view=decide',
  }),
  extension_answered: ({ piece, when, said, id }) => ({
    title:
      piece('answer') === 'granted'
        ? `More time for “${piece('title')}”`
        : `No more time for “${piece('title')}”`,
    text:
      said('note') ||
      (piece('answer') === 'granted' ? `It is now due ${when('dueAt')}.` : `It stays due ${when('dueAt')}.`),
    path: `/items/${id}`,
  }),
  extension_asked: ({ piece, when, said, id }) => ({
    title: `${piece('by')} asks for more time for “${piece('title')}”`,
    text: `Until ${when('until')}.${said('note') ? ` ${said('note')}` : ''}`,
    path: `/today/items/${id}`,
  }),
  flag_raised: ({ id }) => ({
    title: 'A flag was raised about how your team is managed',
    text: 'You see it before anybody else. Read what it rests on, and reply.',
    path: `/flags/${id}`,
  }),
  flag_replied: ({ piece, id }) => ({
    title: `${piece('by')} replied to a flag`,
    text: 'The reply stands beside the evidence.',
    path: `/flags/${id}`,
  }),
  flag_to_review: ({ piece, id }) => ({
    title: `A flag about ${piece('manager')} is ready to review`,
    text: 'Read what it rests on and the reply, then decide.',
    path: `/flags/${id}`,
  }),
  follow_up_logged: ({ piece }) => ({
    title: `${piece('by')} logged a follow-up with you`,
    text: 'Confirm it, or say that it was otherwise.',
    path: '/follow-ups',
  }),
  hand_back_due: ({ piece, day }) => ({
    title: `Time to hand back ${piece('deal')}`,
    text: `You planned to hand it back to ${piece('rep')} by ${day('plannedOn')}.`,
    path: '/accounts',
  }),
  import_finished: ({ piece, said, id }) => ({
    title: `The import of ${piece('file')} ${piece('outcome') === 'succeeded' ? 'is in' : 'was refused'}`,
    text: said('note'),
    path: `/imports/${id}`,
  }),
  item_due: ({ piece, when, id }) => ({
    title: `Due soon: ${piece('title')}`,
    text: `It is due ${when('dueAt')}.`,
    path: `/items/${id}`,
  }),
  item_late: ({ piece, when, id }) => ({
    title: `Late: ${piece('title')}`,
    text: `It was due ${when('dueAt')}. Submit it, or say why.`,
    path: `/items/${id}`,
  }),
  item_returned: ({ piece, said, id }) => ({
    title: `${piece('by')} returned “${piece('title')}”`,
    text: said('note'),
    path: `/items/${id}`,
  }),
  item_waived: ({ piece, said, id }) => ({
    title: `${piece('by')} let “${piece('title')}” go`,
    text: said('note'),
    path: `/items/${id}`,
  }),
  joint_call_disputed: ({ piece, said }) => ({
    title: `${piece('by')} disputes the joint call on ${piece('deal')}`,
    text: said('note'),
    path: '/accounts',
  }),
  joint_call_logged: ({ piece, said }) => ({
    title: `${piece('by')} logged a joint call with you on ${piece('deal')}`,
    text: `${said('note')} Confirm it, or say that it was otherwise.`,
    path: '/accounts',
  }),
  leave_changed: (pieces) => ({
    title: {
      absentee: `Your leave was changed: ${daysAway(pieces)}`,
      cover: `You take over for ${pieces.piece('person')}: ${daysAway(pieces)}`,
      relieved: `You no longer take over for ${pieces.piece('person')}`,
      manager: `${pieces.piece('person')}’s leave was changed: ${daysAway(pieces)}`,
    }[partOf(pieces)],
    text: aboutLeave(pieces),
    path: '/leave',
  }),
  leave_recorded: (pieces) => ({
    title: {
      absentee: `Your leave is recorded: ${daysAway(pieces)}`,
      cover: `You take over for ${pieces.piece('person')}: ${daysAway(pieces)}`,
      relieved: `You no longer take over for ${pieces.piece('person')}`,
      manager: `${pieces.piece('person')} is away: ${daysAway(pieces)}`,
    }[partOf(pieces)],
    text: aboutLeave(pieces),
    path: '/leave',
  }),
  leave_taken_back: (pieces) => ({
    title: {
      absentee: `Your leave was taken back: ${daysAway(pieces)}`,
      cover: `You need not take over for ${pieces.piece('person')}: ${daysAway(pieces)}`,
      relieved: `You need not take over for ${pieces.piece('person')}: ${daysAway(pieces)}`,
      manager: `${pieces.piece('person')}’s leave was taken back: ${daysAway(pieces)}`,
    }[partOf(pieces)],
    text: `By ${pieces.piece('by')}. What was put off falls due as before, not before the next working day.`,
    path: '/leave',
  }),
  leave_to_confirm: (pieces) => ({
    title: `${pieces.piece('by')} enters leave: ${daysAway(pieces)}`,
    text: `It puts nothing off until you confirm it.${coverSaid(pieces)}`,
    path: '/leave',
  }),
  takeover_answered: ({ piece }) => ({
    title:
      piece('answer') === 'confirmed'
        ? `${piece('by')} confirms having asked you to lead ${piece('deal')}`
        : `${piece('by')} did not ask you to lead ${piece('deal')}`,
    text:
      piece('answer') === 'confirmed'
        ? 'From this week on it is shown and not counted.'
        : 'It counts like any other takeover.',
    path: '/accounts',
  }),
  takeover_declared: ({ piece, said, day }) => ({
    title: `${piece('by')} leads ${piece('deal')} for now`,
    text: `${said('note')} To be handed back to you by ${day('plannedOn')}.`,
    path: '/accounts',
  }),
  takeover_handed_back: ({ piece, said }) => ({
    title: `${piece('by')} hands ${piece('deal')} back to you`,
    text: said('note'),
    path: '/accounts',
  }),
  takeover_to_confirm: ({ piece, said }) => ({
    title: `${piece('by')} says that you asked them to lead ${piece('deal')}`,
    text: `${said('note')} Say whether you did; until then it counts like any other takeover.`,
    path: '/accounts',
  }),
};

/** "from Mon 7 Dec, back on Mon 14 Dec". */
const daysAway = ({ said, day }: Pieces): string =>
  said('until') === '' ? `from ${day('from')}` : `from ${day('from')}, back on ${day('until')}`;

const leaveParts = ['absentee', 'cover', 'relieved', 'manager'] as const;

/** What the leave is to the reader. */
const partOf = ({ said }: Pieces): (typeof leaveParts)[number] =>
  leaveParts.find((part) => part === said('part')) ?? 'manager';

const coverSaid = ({ said }: Pieces): string => (said('cover') === '' ? '' : ` ${said('cover')} takes over.`);

function aboutLeave(pieces: Pieces): string {
  const part = partOf(pieces);
  const by = `By ${pieces.piece('by')}.`;
  if (part === 'absentee') return `${by} Nothing falls due in it.${coverSaid(pieces)}`;
  return part === 'manager' ? `${by}${coverSaid(pieces)}` : by;
}

/** "You answer for 3 reps, with 5 late items." or "4 open deals of theirs are yours to look after." */
function takenOver({ said }: Pieces): string {
  const [reps, late, deals] = [Number(said('reps')), Number(said('late')), Number(said('deals'))];
  return [
    reps > 0
      ? `You answer for ${many(reps, 'rep')}${late > 0 ? `, with ${many(late, 'late item')}` : ''}.`
      : '',
    deals > 0
      ? `${many(deals, 'open deal')} of theirs ${deals === 1 ? 'is' : 'are'} yours to look after.`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

const many = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/**
 * The words of a notice.
 * @param timeZone whose times are written: the reader's
 */
export function wordsOf({ kind, subject, data }: Told, timeZone: string): Words {
  const piece = (key: string) => String(data[key] ?? 'somebody');
  return words[kind]({
    piece,
    said: (key) => String(data[key] ?? ''),
    when: (key) => when(String(data[key] ?? ''), timeZone),
    day: (key) => formatDay(String(data[key] ?? '')),
    id: subject.id,
  });
}

function when(instant: string, timeZone: string): string {
  const time = new Date(instant);
  return Number.isNaN(time.getTime()) ? 'at a time that is not known' : formatTime(time, timeZone);
}

/** `2026-02-13` as people write it: Fri 13 Feb. */
function formatDay(day: string): string {
  const midnight = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(midnight.getTime())
    ? 'a day that is not known'
    : new Intl.DateTimeFormat('en-GB', {
        timeZone: 'UTC',
        weekday: 'short',
        day: 'numeric',
        month: 'short',
      }).format(midnight);
}

/** An instant as people write it: Fri 13 Feb, 17:00. */
export const formatTime = (time: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(time);
