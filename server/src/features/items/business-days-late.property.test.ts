import type { ItemPage } from '@plumbline/shared/contracts/items.ts';
import { businessDaysBetween } from '@plumbline/shared/domain/business-calendar.ts';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MadeTeam, madeTeam } from '../testing/made-team.ts';

let team: MadeTeam;
beforeAll(async () => {
  team = await madeTeam();
});
afterAll(() => team.close());

const now = Temporal.Instant.from('2026-05-12T10:00:00Z');

it('counts business days late as the calendar does, in any time zone and working week, around holidays', async () => {
  team.at(now.toString());
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        minutesLate: fc.array(fc.integer({ min: 1, max: 100 * 24 * 60 }), { minLength: 1, maxLength: 20 }),
        workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        holidays: fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { maxLength: 10 }),
        zone: fc.constantFrom('UTC', 'Europe/Vienna', 'America/St_Johns', 'Pacific/Auckland'),
      }),
      async ({ minutesLate, workingDays, holidays, zone }) => {
        const organization = await team.another();
        const days = holidays.map((ago) =>
          now.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: ago }).toString(),
        );
        await organization.write(async (sql) => {
          await sql`update organizations set working_days = ${workingDays}::smallint[] where id = ${organization.organizationId}`;
          await sql`update people set time_zone = ${zone} where organization_id = ${organization.organizationId}`;
          for (const day of days) {
            await sql`insert into holidays (organization_id, day, name) values (${organization.organizationId}, ${day}, 'Holiday')`;
          }
        });
        for (const minutes of minutesLate)
          await organization.paperwork('ana', now.subtract({ minutes }).toString());
        const { body } = await organization.as('ana').get<ItemPage>('/items?state=late&limit=100');
        expect(body.rows).toHaveLength(minutesLate.length);
        for (const { currentDueAt, businessDaysLate } of body.rows) {
          const calendar = { workingDays, holidays: new Set(days) };
          expect(businessDaysLate).toBe(
            businessDaysBetween(Temporal.Instant.from(currentDueAt), now, zone, calendar),
          );
        }
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);
