import { addBusinessDays, type BusinessCalendar } from '@plumbline/shared/domain/business-calendar.ts';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../database/ids.ts';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await openTestDatabase();
}, 60_000);
afterAll(() => server.close());

// Instants close to changes of the clocks are as likely as all others together.
const changes = [
  '2026-03-29T01:00Z',
  '2026-10-25T01:00Z',
  '2026-03-08T10:00Z',
  '2026-11-01T09:00Z',
  '2011-12-30T10:00Z',
];
const instants = fc.oneof(
  fc.integer({ min: Date.UTC(2010, 0, 1) / 1000, max: Date.UTC(2032, 0, 1) / 1000 }),
  fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -6 * 86_400, max: 86_400 }))
    .map(([change, seconds]) => Date.parse(change) / 1000 + seconds),
);
const zones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/Los_Angeles',
  'America/St_Johns',
  'Pacific/Apia',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
);
const calendars = fc.record({
  workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  holidays: fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 5 }),
});

it('is the same rule in SQL and in TypeScript', async () => {
  await fc.assert(
    fc.asyncProperty(
      calendars,
      fc.array(fc.tuple(instants, fc.integer({ min: 1, max: 20 }), zones), { minLength: 1, maxLength: 20 }),
      async ({ workingDays, holidays }, asked) => {
        const organizationId = newId();
        const [first] = asked;
        const days = holidays.map((offset) =>
          new Date(((first?.[0] ?? 0) + offset * 86_400) * 1000).toISOString().slice(0, 10),
        );
        const calendar: BusinessCalendar = { workingDays, holidays: new Set(days) };
        const inSql = await server.database.transaction(
          { organizationId, personId: null },
          async ({ sql }) => {
            await sql`
            insert into organizations (id, name, time_zone, working_days)
            values (${organizationId}, ${organizationId}, 'UTC', ${workingDays})`;
            for (const day of days) {
              await sql`insert into holidays (organization_id, day, name) values (${organizationId}, ${day}, 'Holiday')`;
            }
            const rows = await sql<{ at: Date }[]>`
            select add_business_days(
              to_timestamp((a.row->>'seconds')::double precision), (a.row->>'days')::integer, a.row->>'zone'
            ) as at
            from jsonb_array_elements(
              ${JSON.stringify(asked.map(([seconds, n, zone]) => ({ seconds, days: n, zone })))}::text::jsonb
            ) with ordinality as a (row, place)
            order by a.place`;
            return rows.map(({ at }) => at.getTime());
          },
        );
        const inTypeScript = asked.map(
          ([seconds, n, zone]) =>
            addBusinessDays(Temporal.Instant.fromEpochMilliseconds(seconds * 1000), n, zone, calendar)
              .epochMilliseconds,
        );
        expect(inSql).toEqual(inTypeScript);
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);
