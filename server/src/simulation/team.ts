import type { Random } from './random.ts';
import { type CastMember, type Style, type StyleName, styleOf } from './styles.ts';
import { familyNames, givenNames } from './names.ts';

export interface Person {
  id: string;
  name: string;
  email: string;
  role: 'rep' | 'manager' | 'executive';
  timeZone: string;
  hiredOn: number;
  leftOn: number | null;
}

/** Reports of one manager for some days, half-open. */
export interface Line {
  person: Person;
  manager: Person;
  from: number;
  to: number | null;
}

export interface Absence {
  person: Person;
  from: number;
  to: number;
  cover: Person;
}

/** A team of reps and who manages it when, and how. */
export interface Team {
  reps: Person[];
  head: Person;
  /** In order; the last has it still. */
  terms: { manager: Person; styleName: StyleName; style: Style; from: number }[];
  leaning: CastMember['leaning'];
  /** The two whom a manager with favourites spares. */
  favourites: ReadonlySet<Person>;
  absences: Absence[];
}

export interface Staff {
  people: Person[];
  lines: Line[];
  teams: Team[];
  executives: Person[];
}

const longAgo = -400;
const zones = ['Europe/Berlin', 'Europe/London', 'Europe/Madrid', 'America/New_York'] as const;
const teamsOfOneHead = 8;

export interface Hiring {
  managers: number;
  /** In order, over and over. */
  cast: readonly CastMember[];
  /** Reps of a team, from and to, where the cast does not say. */
  reps: readonly [number, number];
}

/** Who is there, who reports to whom, and how each manager manages. */
export function hire({ managers, cast, reps: [fewest, most] }: Hiring, days: number, random: Random): Staff {
  const people: Person[] = [];
  const lines: Line[] = [];
  const half = Math.floor(days / 14) * 7;

  function person(id: string, role: Person['role'], timeZone: string, hiredOn = longAgo): Person {
    const number = people.length;
    const name = `${random.pick(givenNames)} ${familyNames[number % familyNames.length] ?? ''}`;
    const email = `${name.toLowerCase().replace(' ', '.')}.${number}@example.com`;
    const made: Person = { id, name, email, role, timeZone, hiredOn, leftOn: null };
    people.push(made);
    return made;
  }
  const report = (who: Person, manager: Person, from = longAgo, to: number | null = null) =>
    lines.push({ person: who, manager, from, to });

  const chief = person('E1', 'executive', zones[0]);
  const executives = [chief];
  const teams: Team[] = [];
  for (let i = 0; i < managers; i++) {
    if (i % teamsOfOneHead === 0) {
      const head = person(`E${executives.length + 1}`, 'executive', zones[0]);
      executives.push(head);
      report(head, chief);
    }
    const head = executives.at(-1) ?? chief;
    const timeZone = random.chance(0.7) ? zones[0] : random.pick(zones);
    const {
      style: styleName,
      leaning,
      reps: wanted,
    }: CastMember = cast[i % cast.length] ?? { style: 'steady' };
    const manager = person(`M${i + 1}`, 'manager', timeZone);
    const changes = styleName === 'new_manager' || styleName === 'inherited_team';
    const before = changes ? person(`M${i + 1}-before`, 'manager', timeZone) : null;
    if (before) {
      before.leftOn = half;
      manager.hiredOn = half;
      report(before, head, longAgo, half);
    }
    report(manager, head, before ? half : longAgo);

    const size = wanted ?? (styleName === 'tiny_team' ? 2 : random.between(fewest, most));
    const reps: Person[] = [];
    for (let r = 0; r < size; r++) {
      const rep = person(`R${i + 1}-${r + 1}`, 'rep', random.chance(0.8) ? timeZone : random.pick(zones));
      reps.push(rep);
      if (before) report(rep, before, longAgo, half);
      report(rep, manager, before ? half : longAgo);
    }
    const first: StyleName =
      styleName === 'inherited_team'
        ? 'friend'
        : changes || styleName === 'late_start'
          ? 'steady'
          : styleName;
    const terms: Team['terms'] = [
      { manager: before ?? manager, styleName: first, style: styleOf(first, leaning), from: longAgo },
    ];
    if (changes || styleName === 'late_start')
      terms.push({ manager, styleName, style: styleOf(styleName, leaning), from: half });
    const cover = teams.at(-1)?.terms.at(-1)?.manager ?? head;
    const absences: Absence[] = [];
    if (styleName === 'vacation') {
      const from = Math.floor(days / 21) * 7;
      absences.push({ person: manager, from, to: from + 14, cover });
    }
    const favourites = new Set(styleName === 'favourites' ? reps.slice(0, 2) : []);
    teams.push({ reps, head, terms, leaning, favourites, absences });
  }
  return { people, lines, teams, executives };
}

/** Who manages a team on a day, and how. */
export function termOn(team: Team, day: number): Team['terms'][number] {
  const term = team.terms.findLast(({ from }) => from <= day) ?? team.terms[0];
  if (term === undefined) throw new Error('a team without a manager');
  return term;
}
