import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';

/** The rule cannot be read, or says what a schedule says elsewhere. */
export class RuleError extends Error {
  override name = 'RuleError';
}

const weekday = '(MO|TU|WE|TH|FR|SA|SU)';
const number = (most: number) => (text: string) => {
  const value = Number(text);
  return /^[+-]?\d+$/.test(text) && value !== 0 && Math.abs(value) <= most;
};
const matches = (pattern: string) => (text: string) => new RegExp(`^${pattern}$`).test(text);

/** The parts of a rule that name days, and what each takes. The library lets pass what it does not know. */
const parts: Record<string, (value: string) => boolean> = {
  FREQ: matches('(DAILY|WEEKLY|MONTHLY|YEARLY)'),
  INTERVAL: matches('[1-9]\\d{0,2}'),
  WKST: matches(weekday),
  BYDAY: matches(`([+-]?\\d{1,2})?${weekday}`),
  BYMONTH: matches('([1-9]|1[0-2])'),
  BYMONTHDAY: number(31),
  BYYEARDAY: number(366),
  BYWEEKNO: number(53),
  BYSETPOS: number(366),
};
const single = new Set(['FREQ', 'INTERVAL', 'WKST']);
const elsewhere: Record<string, string> = {
  COUNT: 'say when it ends by the last day',
  UNTIL: 'say when it ends by the last day',
  BYHOUR: 'the time is set apart',
  BYMINUTE: 'the time is set apart',
  BYSECOND: 'the time is set apart',
};

/** Which days a schedule names. */
export interface DayRule {
  /** Days of the half-open range, in order. */
  between(from: Temporal.PlainDate, until: Temporal.PlainDate): Temporal.PlainDate[];
}

/**
 * Reads a recurrence rule of days. Source: RFC 5545, 3.3.10: what does not exist (30 February, 29 February in most
 * years) does not occur; -1 is the last.
 *
 * @param startsOn DTSTART, which counts only where the rule itself names it
 * @throws RuleError
 */
export function readRule(text: string, startsOn: Temporal.PlainDate): DayRule {
  const rule = checked(normalRule(text));
  // The calendar of days alone: in UTC no hour is ever skipped.
  const atMidnight = (day: Temporal.PlainDate) => day.toZonedDateTime('UTC');
  let recurrence: RRuleTemporal<Temporal.ZonedDateTime>;
  try {
    recurrence = new RRuleTemporal({
      rruleString: `RRULE:${rule}`,
      dtstart: atMidnight(startsOn),
      strict: true,
      temporal: Temporal,
    });
  } catch (error) {
    throw new RuleError(error instanceof Error ? error.message : 'not a rule', { cause: error });
  }
  return {
    between(from, until) {
      if (Temporal.PlainDate.compare(from, until) >= 0) return [];
      return recurrence
        .between(atMidnight(from), atMidnight(until.subtract({ days: 1 })), true)
        .map((day) => day.toPlainDate());
    },
  };
}

/** As it is stored: `FREQ=WEEKLY;BYDAY=FR`. */
export const normalRule = (text: string): string =>
  text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '');

function checked(rule: string): string {
  const seen = new Set<string>();
  for (const part of rule.split(';')) {
    const [name = '', value = '', ...more] = part.split('=');
    const reason = elsewhere[name];
    if (reason !== undefined) throw new RuleError(`no ${name}: ${reason}`);
    const check = parts[name];
    if (check === undefined || more.length > 0) throw new RuleError(`"${part}" is no part of a rule of days`);
    if (seen.has(name)) throw new RuleError(`${name} stands there twice`);
    seen.add(name);
    const values = single.has(name) ? [value] : value.split(',');
    const wrong = values.find((one) => !check(one));
    if (wrong !== undefined) throw new RuleError(`${name} does not take "${wrong}"`);
  }
  if (!seen.has('FREQ')) throw new RuleError('FREQ is missing: FREQ=WEEKLY;BYDAY=FR');
  return rule;
}
