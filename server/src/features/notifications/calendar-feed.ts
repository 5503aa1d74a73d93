import type { Database } from '../../database/connect.ts';
import { digestOf, organizationOf } from '../../policies/secret-token.ts';

export interface DueTime {
  id: string;
  title: string;
  dueAt: Date;
  version: number;
  createdAt: Date;
}

/** Due times so far back and ahead, in milliseconds, and so many of them at most. */
const back = 30 * 86_400_000;
const ahead = 366 * 86_400_000;
const most = 1000;

/** What the holder of a feed's secret owes, as far as it is open; null when there is no such feed. */
export async function dueTimesOf(
  database: Pick<Database, 'read'>,
  token: string,
  at: Date,
): Promise<DueTime[] | null> {
  const organizationId = organizationOf(token);
  if (organizationId === null) return null;
  return database.read({ organizationId, personId: null }, async (sql) => {
    const [holder] = await sql<{ personId: string }[]>`
      select s.person_id
      from notification_settings s
      join people p on p.organization_id = s.organization_id and p.id = s.person_id
      where s.organization_id = ${organizationId} and s.calendar_digest = ${digestOf(token)}
        and (p.left_on is null or p.left_on > (${at}::timestamptz at time zone p.time_zone)::date)`;
    if (holder === undefined) return null;
    return sql<DueTime[]>`
      select i.id, i.title, i.current_due_at as due_at, i.version, i.created_at
      from items i
      where i.organization_id = ${organizationId} and i.rep_id = ${holder.personId} and i.state = 'open'
        and i.current_due_at >= ${new Date(at.getTime() - back)} and i.current_due_at < ${new Date(at.getTime() + ahead)}
      order by i.current_due_at, i.id
      limit ${most}`;
  });
}

/**
 * The due times as a calendar that others subscribe to. Times are in UTC, so no zone has to be described; an item keeps
 * its UID, and its version says which is newer when a due time moved.
 * Source: RFC 5545; the name and the refresh interval of the calendar, RFC 7986.
 */
export function asCalendar(dueTimes: readonly DueTime[], pageUrl: string): string {
  const events = dueTimes.flatMap(({ id, title, dueAt, version, createdAt }) => [
    'BEGIN:VEVENT',
    `UID:${id}@plumbline`,
    `DTSTAMP:${stamp(createdAt)}`,
    `SEQUENCE:${version}`,
    `DTSTART:${stamp(dueAt)}`,
    `SUMMARY:${escaped(`Due: ${title}`)}`,
    `URL:${pageUrl}/items/${id}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Plumbline//Due times//EN',
    'NAME:Plumbline',
    'X-WR-CALNAME:Plumbline',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...events,
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** 20260213T170000Z */
const stamp = (time: Date) => `${time.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** Text in the sense of RFC 5545, 3.3.11. */
const escaped = (text: string) =>
  text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    // Other control characters are not allowed at all.
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

/** At most 75 bytes a line, a character never torn in two. */
function folded(line: string): string {
  let bytes = 0;
  let result = '';
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > 75) {
      result += '\r\n ';
      bytes = 1;
    }
    result += character;
    bytes += size;
  }
  return result;
}
