import { Temporal } from 'temporal-polyfill';
import { type Bundle, newBundle } from './bundle.ts';
import { type Days, daysFrom } from './days.ts';
import { simulateDeals } from './deals.ts';
import { simulateItems } from './items.ts';
import { random } from './random.ts';
import { type CastMember, everyday, type StyleName } from './styles.ts';
import { hire, type Staff } from './team.ts';

export interface SimulationOptions {
  managers: number;
  weeks: number;
  seed: number;
  /** The day on which the record ends, `YYYY-MM-DD`; nothing of it has happened yet. */
  until: string;
  /** `bursty`: reps have bad fortnights. */
  world: 'independent' | 'bursty';
  /** Who manages; by default about as many steady ones as there are in life. */
  cast?: readonly CastMember[];
  /** Reps of a team, from and to, where the cast does not say. */
  reps?: readonly [number, number];
  /** More paperwork, and more of it late, towards the end of each quarter. */
  seasons?: boolean;
  /** Whose activities are on record: everybody's, the managers' and every other rep's, or nobody's. */
  captured?: 'all' | 'half' | 'none';
}

export interface Simulation {
  bundle: Bundle;
  /** The first Monday, from which to replay. */
  firstDay: string;
  until: string;
  people: number;
  /** What the record should show: for tests and benchmarks, never for the product. */
  truth: {
    id: string;
    style: StyleName;
    leaning: CastMember['leaning'];
    reps: number;
    from: string;
    /** The day on which the next manager took over. */
    until: string | null;
  }[];
}

/** Works out what the people of an organisation did, day by day. The same options give the same rows. */
export function simulate({
  managers,
  weeks,
  seed,
  until,
  world,
  cast = everyday,
  reps = [6, 10],
  seasons = false,
  captured = 'all',
}: SimulationOptions): Simulation {
  const last = Temporal.PlainDate.from(until);
  const first = last.subtract({ days: last.dayOfWeek - 1 + weeks * 7 });
  const count = first.until(last).days;
  const holidays = holidaysBetween(first, last);
  const days = daysFrom(first, count, new Set(holidays.map(({ date }) => date)));
  const draws = random(seed);
  const staff = hire({ managers, cast, reps }, count, draws);
  const bundle = newBundle();
  enrol(staff, days, bundle);
  for (const holiday of holidays) bundle.add('holidays.csv', holiday);
  simulateItems({ staff, days, random: draws, bundle, bursty: world === 'bursty', seasons });
  simulateDeals({ staff, days, random: draws, bundle, captured });
  return {
    bundle,
    firstDay: days.date(0),
    until,
    people: staff.people.length,
    truth: staff.teams.flatMap(({ terms, leaning, reps: team }) =>
      terms.map(({ manager, styleName, from }, at) => {
        const next = terms[at + 1];
        return {
          id: manager.id,
          style: styleName,
          leaning,
          reps: team.length,
          from: days.date(Math.max(0, from)),
          until: next === undefined ? null : days.date(next.from),
        };
      }),
    ),
  };
}

const fixedHolidays = [
  ['01-01', 'New Year'],
  ['05-01', 'Labour Day'],
  ['12-25', 'Christmas Day'],
  ['12-26', 'Second day of Christmas'],
] as const;

function holidaysBetween(first: Temporal.PlainDate, last: Temporal.PlainDate) {
  const years = Array.from({ length: last.year - first.year + 2 }, (_, i) => first.year + i);
  return years.flatMap((year) => fixedHolidays.map(([day, name]) => ({ date: `${year}-${day}`, name })));
}

function enrol(staff: Staff, days: Days, bundle: Bundle): void {
  for (const person of staff.people) {
    bundle.add('people.csv', {
      id: person.id,
      name: person.name,
      email: person.email,
      role: person.role,
      admin: person.id === 'E1' ? 'true' : 'false',
      timezone: person.timeZone,
      hired_on: days.date(person.hiredOn),
      left_on: person.leftOn === null ? undefined : days.date(person.leftOn),
    });
    if (person.role === 'rep') {
      bundle.add('goals.csv', {
        person_id: person.id,
        from: days.date(0),
        to: days.date(days.count + 90),
        amount: '400000',
        currency: 'EUR',
      });
    }
  }
  for (const { person, manager, from, to } of staff.lines) {
    bundle.add('reporting_lines.csv', {
      person_id: person.id,
      manager_id: manager.id,
      from: days.date(from),
      to: to === null ? undefined : days.date(to),
    });
  }
  for (const { person, from, to, cover } of staff.teams.flatMap(({ absences }) => absences)) {
    bundle.add('absences.csv', {
      person_id: person.id,
      from: days.date(from),
      to: days.date(to),
      cover_id: cover.id,
    });
  }
}
