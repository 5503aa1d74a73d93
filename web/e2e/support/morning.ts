// Run on an installation that is up: digests go out as on the last Monday morning, when everybody gets one.
import { commandDeps } from '../../../server/src/commands.ts';
import { forEachOrganization } from '../../../server/src/database/organizations.ts';
import { scheduleDigests } from '../../../server/src/jobs/digests.ts';

const day = 86_400_000;
const now = commandDeps.now();
const monday = new Date(now.getTime() - ((now.getUTCDay() + 6) % 7 || 7) * day);
monday.setUTCHours(9, 0, 0, 0);

await commandDeps.withDatabase(({ database }) =>
  forEachOrganization(database, (actor) =>
    database.transaction(actor, async (tx) => {
      await scheduleDigests(tx, monday);
      // As a notice does: else the server looks for what is to be sent once a minute.
      await tx.hint({ subjectType: 'notice', concerns: [] });
    }),
  ),
);
