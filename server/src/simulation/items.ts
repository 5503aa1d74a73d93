import type { Bundle } from './bundle.ts';
import type { Days } from './days.ts';
import { directiveTitles } from './names.ts';
import type { Random } from './random.ts';
import { type Person, type Staff, type Team, termOn } from './team.ts';

const excuses = ['workload', 'customer_emergency', 'travel', 'system', 'other'] as const;
const channels = ['one_on_one', 'call', 'email', 'chat'] as const;
/** A rep's bad fortnight multiplies lateness by this. */
const badFortnight = 2.4;
/** And so much do the last weeks of a quarter. */
const quarterEnd = 1.3;
/** How often what a manager does about a rep's lapse is what they do about all of that rep's fortnight. */
const alikeInAFortnight = 0.6;

interface World {
  staff: Staff;
  days: Days;
  random: Random;
  bundle: Bundle;
  bursty: boolean;
  seasons: boolean;
}

interface Item {
  id: string;
  kind: 'paperwork' | 'directive';
  rep: Person;
  dueDay: number;
  dueHour: number;
}

/** What happened to an item, as days; absent where it did not or has not yet. */
interface Course {
  doneAt?: number;
  waivedAt?: number;
  waivedBy?: string;
}

/** What a team's next day depends on. */
interface Memory {
  /** Days on which each rep's lapses fell due. */
  recent: Map<Person, number[]>;
  /** Until when a rep's bad fortnight lasts. */
  badUntil: Map<Person, number>;
  /** In a bursty world: how far a manager lets things go, by rep, fortnight and matter; 0 to 1. */
  moods: Map<string, number>;
}

/**
 * The paperwork and directives that reps owe, what they do about them, and how their manager reacts, in the order of
 * due days.
 */
export function simulateItems(world: World): void {
  const { staff, days, random, bundle } = world;
  const iso = (ms: number) => new Date(ms).toISOString();
  const end = days.at(days.count, 0, 'Europe/Berlin');
  /** Only what has happened by the end is on record. */
  const happened = (ms: number | undefined) => (ms !== undefined && ms < end ? iso(ms) : undefined);
  let numbers = 0;
  const number = () => String(++numbers);
  /** Worked out by `live` while the generators wait; they then write the row. */
  const courses = new Map<string, Course>();

  for (const team of staff.teams) {
    const memory: Memory = { recent: new Map(), badUntil: new Map(), moods: new Map() };
    for (const item of itemsOf(team)) live(team, item, memory);
  }

  function* itemsOf(team: Team): Generator<Item> {
    // A fortnight beyond the end: what falls due next is on the list already.
    for (let day = 0; day < days.count + 14; day++) {
      const weekday = day % 7;
      if (weekday === 0) {
        yield* each(team, 'forecast', day, 12);
        if (day % 14 === 0) yield* directive(team, day);
      }
      if (weekday === 2 && world.seasons && isQuarterEnd(day)) yield* each(team, 'quarter_review', day, 12);
      if (weekday === 4) yield* each(team, 'call_report', day, 17);
      const isMonthEnd = days.date(day).slice(5, 7) !== days.date(days.workedAfter(day, 1)).slice(5, 7);
      if (days.isWorked(day) && isMonthEnd) yield* each(team, 'expense_report', day, 17);
    }
  }

  /** Its last three weeks. */
  function isQuarterEnd(day: number): boolean {
    const [, month = 0, date = 0] = days.date(day).split('-').map(Number);
    return month % 3 === 0 && date > 10;
  }

  function* each(team: Team, type: string, day: number, hour: number): Generator<Item> {
    const dueDay = days.isWorked(day) ? day : days.workedAfter(day, 1);
    for (const rep of team.reps) {
      const id = `P${number()}`;
      const item: Item = { id, kind: 'paperwork', rep, dueDay, dueHour: hour };
      yield item;
      const course = courses.get(id) ?? {};
      courses.delete(id);
      bundle.add('paperwork.csv', {
        id,
        rep_id: rep.id,
        type,
        due_at: iso(days.at(dueDay, hour, rep.timeZone)),
        submitted_at: happened(course.doneAt),
        waived_at: happened(course.waivedAt),
        waived_by: happened(course.waivedAt) && course.waivedBy,
      });
    }
  }

  function* directive(team: Team, day: number): Generator<Item> {
    const issuedDay = days.isWorked(day) ? day : days.workedAfter(day, 1);
    if (issuedDay >= days.count) return;
    const id = `D${number()}`;
    const issuedAt = days.at(issuedDay, 9.5, team.head.timeZone);
    const dueDay = days.workedAfter(issuedDay, random.between(5, 9));
    bundle.add('directives.csv', {
      id,
      title: random.pick(directiveTitles),
      issued_by: team.head.id,
      issued_at: iso(issuedAt),
      due_at: iso(days.at(dueDay, 17, team.terms[0]?.manager.timeZone ?? 'Europe/Berlin')),
    });
    const relayedAt = days.at(days.workedAfter(issuedDay, 1), 10, team.head.timeZone);
    for (const rep of team.reps) {
      yield { id: `${id}:${rep.id}`, kind: 'directive', rep, dueDay, dueHour: 17 };
      const course = courses.get(`${id}:${rep.id}`) ?? {};
      courses.delete(`${id}:${rep.id}`);
      bundle.add('directive_assignments.csv', {
        directive_id: id,
        rep_id: rep.id,
        relayed_at: happened(relayedAt),
        acknowledged_at: happened(relayedAt + random.between(1, 40) * 3_600_000),
        completed_at: happened(course.doneAt),
      });
    }
  }

  /** One item's life, from what the rep does to what the manager says. */
  function live(team: Team, item: Item, { recent, badUntil, moods }: Memory): void {
    const { rep, dueDay, dueHour } = item;
    /** Whether the manager does it; in a bursty world often the same for all of a rep's fortnight. */
    const does = (matter: string, chance: number) => {
      if (!world.bursty || !random.chance(alikeInAFortnight)) return random.chance(chance);
      const key = `${rep.id} ${Math.floor(dueDay / 14)} ${matter}`;
      const mood = moods.get(key) ?? random.next();
      moods.set(key, mood);
      return mood < chance;
    };
    const course: Course = {};
    courses.set(item.id, course);
    const at = (day: number, hour: number) => days.at(day, hour, rep.timeZone);
    const dueAt = at(dueDay, dueHour);
    const { manager, style: ownStyle, styleName } = termOn(team, dueDay);
    // Favourites hear nothing, whatever they owe.
    const spared = styleName === 'favourites' && team.favourites.has(rep);
    const style = spared ? { ...ownStyle, answers: 0.04, answersReasons: 0.1, late: 0.4 } : ownStyle;

    if (world.bursty && random.chance(0.012)) badUntil.set(rep, dueDay + 14);
    const isBad = (badUntil.get(rep) ?? -1) >= dueDay;
    const bad = isBad ? badFortnight : world.bursty ? 0.9 : 1;
    const season = world.seasons && isQuarterEnd(dueDay) ? quarterEnd : 1;
    if (!random.chance(Math.min(0.9, style.late * bad * season))) {
      course.doneAt = dueAt - random.between(1, 30) * 3_600_000;
      return;
    }

    // Late. Some are done within a day whatever anybody says; the others wait for a push.
    const quick = random.chance(0.25);
    const lapses = recent.get(rep) ?? [];
    const earlier = lapses.filter((day) => day >= dueDay - 60).length;
    lapses.push(dueDay);
    recent.set(rep, lapses);
    let doneDay = quick ? days.workedAfter(dueDay, 1) : days.workedAfter(dueDay, random.between(4, 14));
    if (quick) {
      course.doneAt = at(doneDay, 9.2 + random.next() * 2);
      // Done by the next day; whoever has lapsed twice before hears of it all the same, from those who mean it.
      if (earlier >= 2 && does('answers', style.answers)) {
        const heldAt = at(doneDay, 13 + random.next() * 3);
        const outcome = random.chance(style.firm) ? 'firm_expectation' : 'reminder';
        log(item, manager, heldAt, heldAt + 1_800_000, outcome, {
          confirmed: random.chance(style.confirmed),
        });
      }
      return;
    }

    const gaveReason = random.chance(0.4);
    const excuse = random.pick(excuses);
    const saidAt = at(days.workedAfter(dueDay, 1), 9 + random.next() * 2);
    if (gaveReason && saidAt < end) {
      bundle.add('reasons.csv', { item_id: item.id, said_at: iso(saidAt), excuse });
    }

    const away = team.absences.find(
      ({ person, from, to }) => person === manager && from <= dueDay + 1 && dueDay + 1 < to,
    );
    const speaker = away?.cover ?? manager;
    const answers = does('answers', gaveReason ? style.answersReasons : style.answers);
    if (answers) {
      const day = days.workedAfter(dueDay, gaveReason ? random.between(1, 2) : random.between(0, 2));
      const hour = day === dueDay ? dueHour + 0.5 : 11.5 + random.next() * 5;
      doneDay = follow(
        item,
        speaker,
        at(day, hour),
        day,
        earlier,
        gaveReason ? excuse : undefined,
        doneDay,
        style,
        does,
      );
    } else if (random.chance(style.backdates)) {
      // Entered days later with a date that would have been in time.
      const claimed = at(days.workedAfter(dueDay, 1), 15);
      const entered = at(days.workedAfter(dueDay, random.between(5, 8)), 18);
      log(item, manager, claimed, entered, 'reminder');
    }

    if (
      item.kind === 'directive' &&
      doneDay > days.workedAfter(dueDay, 5) &&
      does('escalates', style.escalates)
    ) {
      const escalatedAt = at(days.workedAfter(dueDay, random.between(6, 9)), 14);
      if (escalatedAt < end) {
        bundle.add('escalations.csv', {
          item_id: item.id,
          escalated_by: speaker.id,
          escalated_at: iso(escalatedAt),
          to_id: team.head.id,
        });
        log(item, speaker, escalatedAt, escalatedAt + 1_800_000, 'escalated', { confirmed: true });
      }
    }

    if (doneDay > dueDay + 1 && does('moves', style.movesDates)) {
      const movedDay = days.workedAfter(dueDay, random.between(1, 3));
      const movedAt = at(movedDay, 16.5);
      if (item.kind === 'paperwork' && random.chance(0.3)) {
        if (movedDay < doneDay) {
          course.waivedAt = movedAt;
          course.waivedBy = manager.id;
          return;
        }
      } else if (movedAt < end) {
        bundle.add('extensions.csv', {
          item_id: item.id,
          granted_by: manager.id,
          granted_at: iso(movedAt),
          new_due_at: iso(at(days.workedAfter(movedDay, 5), dueHour)),
        });
      }
    }
    course.doneAt = at(doneDay, 9 + random.next() * 7);
  }

  /** A follow-up in time, and when the item is done after it. */
  function follow(
    item: Item,
    manager: Person,
    heldAt: number,
    heldDay: number,
    earlier: number,
    excuse: (typeof excuses)[number] | undefined,
    plannedDone: number,
    style: { firm: number; acceptsReasons: number; confirmed: number; worksOut: number },
    does: (matter: string, chance: number) => boolean,
  ): number {
    const works = random.chance(style.worksOut);
    const doneDay = works
      ? days.workedAfter(heldDay, random.between(1, 2))
      : Math.max(plannedDone, days.workedAfter(heldDay, 4));
    if (heldAt >= end) return doneDay;
    const isFirm = earlier >= 2 && does('firm', style.firm);
    const accepts = excuse !== undefined && does('accepts', style.acceptsReasons);
    const outcome = isFirm
      ? random.pick(['firm_expectation', 'coaching'])
      : accepts
        ? 'excuse_accepted'
        : excuse !== undefined || random.chance(0.4)
          ? 'new_commitment'
          : 'reminder';
    log(item, manager, heldAt, heldAt + random.between(2, 300) * 60_000, outcome, {
      excuse,
      commitmentAt:
        outcome === 'new_commitment'
          ? days.at(days.workedAfter(heldDay, 2), 17, item.rep.timeZone)
          : undefined,
      confirmed: random.chance(style.confirmed),
    });
    // What did not work is said again, and more firmly, by those who mean it.
    const again = days.workedAfter(heldDay, 3);
    const againAt = days.at(again, 11, item.rep.timeZone);
    if (!works && again < doneDay && againAt < end && random.chance(style.firm * 0.8)) {
      log(item, manager, againAt, againAt + 3_600_000, 'firm_expectation', {
        confirmed: random.chance(style.confirmed),
      });
    }
    return doneDay;
  }

  function log(
    item: Item,
    manager: Person,
    occurredAt: number,
    recordedAt: number,
    outcome: string,
    more: { excuse?: string | undefined; commitmentAt?: number | undefined; confirmed?: boolean } = {},
  ): void {
    if (recordedAt >= end) return;
    const confirmedAt = recordedAt + random.between(1, 20) * 3_600_000;
    bundle.add('follow_ups.csv', {
      id: `F${number()}`,
      manager_id: manager.id,
      rep_id: item.rep.id,
      item_id: item.id,
      occurred_at: iso(occurredAt),
      recorded_at: iso(recordedAt),
      channel: random.pick(channels),
      outcome,
      excuse: more.excuse,
      commitment_at: more.commitmentAt === undefined ? undefined : iso(more.commitmentAt),
      confirmed_at: more.confirmed ? happened(confirmedAt) : undefined,
    });
  }
}
