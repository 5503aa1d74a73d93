import type { Delivery, DeliveryPage } from '@plumbline/shared/contracts/notifications.ts';
import { z } from 'zod';
import type { Database } from '../../database/connect.ts';
import { notFound, wrongState } from '../../errors.ts';
import { KeyInstant, readCursor, toPage } from '../../paging.ts';
import type { Viewer } from '../../policies/viewer.ts';

export interface DeliveriesWanted {
  state: Delivery['state'];
  cursor?: string;
  limit: number;
}

interface Row extends Pick<Delivery, 'id' | 'channel' | 'state' | 'attempts' | 'error'> {
  personId: string;
  personName: string;
  createdAt: Date;
  nextAt: Date;
  key: string;
}

const Key = z.tuple([KeyInstant, z.uuid()]);

/** What did not get through, for whoever administers the installation: never what it said, which may be about a flag. */
export function deliveries(database: Pick<Database, 'read' | 'transaction'>, mailIsSet: boolean) {
  return {
    /** Newest first: laid aside, or tried in vain so far. */
    async list(viewer: Viewer, { state, cursor, limit }: DeliveriesWanted): Promise<DeliveryPage> {
      const after = readCursor(cursor, Key);
      const rows = await database.read(
        viewer,
        (sql) => sql<Row[]>`
        select d.id, d.channel, d.state, d.attempts, d.error, d.created_at, d.next_at, d.created_at::text as key,
          p.id as person_id, p.name as person_name
        from deliveries d
        join people p on p.organization_id = d.organization_id and p.id = d.person_id
        where d.organization_id = ${viewer.organizationId} and d.state = ${state}
          ${state === 'waiting' ? sql`and d.attempts > 0` : sql``}
          ${after === null ? sql`` : sql`and (d.created_at, d.id) < (${after[0]}::text::timestamptz, ${after[1]})`}
        order by d.created_at desc, d.id desc
        limit ${limit + 1}`,
      );
      return { ...toPage(rows, limit, ({ key, id }) => [key, id], present), mailIsSet };
    },

    /** Sends it again, from the first attempt on. @throws RequestError not_found, wrong_state */
    tryAgain: (viewer: Viewer, id: string, at: Date): Promise<void> =>
      database.transaction(viewer, async (tx) => {
        const [found] = await tx.sql<{ state: string; personId: string }[]>`
          select d.state, d.person_id from deliveries d
          where d.organization_id = ${viewer.organizationId} and d.id = ${id}
          for update`;
        if (found === undefined) throw notFound('delivery');
        if (found.state !== 'dead')
          throw wrongState('It is not laid aside: it was sent, or is tried anyway.');
        await tx.sql`
          update deliveries set state = 'waiting', attempts = 0, next_at = ${at}, error = null
          where organization_id = ${viewer.organizationId} and id = ${id}`;
        await tx.audit({ action: 'delivery.tried_again', subjectType: 'person', subjectId: found.personId });
        // The same word that a new notice sends: there is something to deliver.
        await tx.hint({ subjectType: 'notice', concerns: [] });
      }),
  };
}

function present({ personId, personName, createdAt, nextAt, key: _key, ...row }: Row): Delivery {
  return {
    ...row,
    person: { id: personId, name: personName },
    at: createdAt.toISOString(),
    nextAt: row.state === 'waiting' ? nextAt.toISOString() : null,
  };
}
