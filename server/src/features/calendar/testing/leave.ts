import type { AbsencePage } from '@plumbline/shared/contracts/calendar.ts';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { teamForEachTest } from '../../testing/for-each-test.ts';
import type { Who } from '../../testing/made-team.ts';

/** When the tests of leave begin. */
export const thursday = '2026-02-12T10:00:00Z';
/** The week after next, from Monday to Monday. */
export const week = { from: '2026-02-16', until: '2026-02-23' };

/** A team of its own for each test of a file, and what is done about leave there. Called where the file begins. */
export function leaveForEachTest() {
  const { made, team } = teamForEachTest(thursday);
  return {
    made,
    team,
    record: (by: Who, of: Who, days: { from: string; until: string } = week, coverId: string | null = null) =>
      team()
        .as(by)
        .post<{ id: string }>('/absences', { personId: team().idOf(of), ...days, coverId }),
    absences: async (who: Who, query = '') =>
      (await team().as(who).get<AbsencePage>(`/absences${query}`)).body.rows,
    /** When an item was due first, and is due now. */
    dueOf: async (id: string) => {
      const { body } = await team().as('eva').get<{ item: Item }>(`/items/${id}`);
      return [body.item.dueAt, body.item.currentDueAt];
    },
  };
}
