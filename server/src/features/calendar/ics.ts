import ICAL from 'ical.js';

/** A day off, as a calendar file names it. */
export interface FoundHoliday {
  day: string;
  name: string;
}

export interface FoundHolidays {
  /** By day; of several events on a day the first. */
  holidays: FoundHoliday[];
  timedEvents: number;
  unreadable: number;
}

/** So many occurrences are looked at in a file, however far back its events begin. */
const mostOccurrences = 20_000;
/** No holiday is longer, in days. */
const longestHoliday = 31;

const notACalendar = 'This cannot be read as a calendar file (iCalendar, .ics).';

/** The file is no calendar, or holds more than a calendar of holidays can. */
export class CalendarFileError extends Error {
  override name = 'CalendarFileError';
}

/**
 * The days of a calendar file's all-day events in a range, recurring ones expanded. An event that cannot be read is
 * counted and left out.
 *
 * @param range days, half-open
 * @throws CalendarFileError with what to do
 */
export function readHolidays(text: string, range: { from: string; until: string }): FoundHolidays {
  const events = eventsOf(text);
  const days = new Map<string, string>();
  const budget = { occurrences: mostOccurrences };
  let timedEvents = 0;
  let unreadable = 0;
  for (const component of events) {
    try {
      const event = new ICAL.Event(component);
      if (!event.startDate.isDate) timedEvents += 1;
      else if (component.getFirstPropertyValue('status') !== 'CANCELLED') collect(event, range, days, budget);
    } catch (error) {
      if (error instanceof CalendarFileError) throw error;
      unreadable += 1;
    }
  }
  return {
    holidays: [...days].map(([day, name]) => ({ day, name })).toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    timedEvents,
    unreadable,
  };
}

/** The events of all calendars in the file; what changes single occurrences goes with its series. */
function eventsOf(text: string): ICAL.Component[] {
  let parsed: unknown;
  try {
    parsed = ICAL.parse(text);
  } catch {
    throw new CalendarFileError(notACalendar);
  }
  // A file may hold several calendars; `parse` then gives a list of them.
  const calendars = Array.isArray(parsed) && Array.isArray(parsed[0]) ? parsed : [parsed];
  return calendars.flatMap((calendar) => {
    const component = new ICAL.Component(calendar);
    if (component.name !== 'vcalendar') throw new CalendarFileError(notACalendar);
    return component.getAllSubcomponents('vevent').filter((event) => !event.hasProperty('recurrence-id'));
  });
}

function collect(
  event: ICAL.Event,
  { from, until }: { from: string; until: string },
  days: Map<string, string>,
  budget: { occurrences: number },
): void {
  const name = event.summary?.trim().slice(0, 300) || 'Holiday';
  const length = Math.min(Math.max(1, event.duration.toSeconds() / 86_400), longestHoliday);
  const add = (start: ICAL.Time) => {
    for (let offset = 0; offset < length; offset++) {
      const day = start.clone();
      day.adjust(offset, 0, 0, 0);
      const text = day.toString();
      if (text >= from && text < until && !days.has(text)) days.set(text, name);
    }
  };
  if (!event.isRecurring()) {
    add(event.startDate);
    return;
  }
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.toString() < until; next = iterator.next()) {
    if (--budget.occurrences < 0)
      throw new CalendarFileError('Its recurring events begin too far back; export the coming years alone.');
    add(next);
  }
}
