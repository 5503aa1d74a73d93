import type { Person } from '@plumbline/shared/contracts/people.ts';
import type { Role } from '@plumbline/shared/domain/roles.ts';
import { z } from 'zod';
import type { Database } from '../../database/connect.ts';
import { readCursor, toPage } from '../../paging.ts';
import type { Viewer } from '../../policies/viewer.ts';

interface Row {
  id: string;
  name: string;
  email: string;
  role: Role;
  isAdmin: boolean;
  timeZone: string;
  hiredOn: string | null;
  leftOn: string | null;
  managerId: string | null;
  managerName: string | null;
  canSignIn: boolean;
  version: number;
}

const Key = z.tuple([z.string().max(200), z.uuid()]);

/** The list of people, for whoever manages them. */
export function peopleReadModel(database: Pick<Database, 'read'>) {
  return {
    /** By name; `search` looks in names and addresses. */
    async list(viewer: Viewer, wanted: { search?: string; cursor?: string; limit: number }, at: Date) {
      const after = readCursor(wanted.cursor, Key);
      const pattern = `%${(wanted.search ?? '').replace(/[\\%_]/g, '\\$&')}%`;
      const rows = await database.read(
        viewer,
        (sql) => sql<Row[]>`
        select p.id, p.name, p.email, p.role, p.is_admin, p.time_zone, p.hired_on, p.left_on, p.version,
          manager.id as manager_id, manager.name as manager_name,
          exists (
            select from sign_ins s where s.organization_id = p.organization_id and s.person_id = p.id
          ) as can_sign_in
        from people p
        left join reporting_lines line on line.organization_id = p.organization_id and line.person_id = p.id
          and line.during @> (${at}::timestamptz at time zone p.time_zone)::date
        left join people manager on manager.organization_id = line.organization_id and manager.id = line.manager_id
        where p.organization_id = ${viewer.organizationId}
          and (p.name ilike ${pattern} or p.email ilike ${pattern})
          ${after === null ? sql`` : sql`and (p.name, p.id) > (${after[0]}, ${after[1]})`}
        order by p.name, p.id
        limit ${wanted.limit + 1}`,
      );
      return toPage(rows, wanted.limit, ({ name, id }) => [name, id], present);
    },
  };
}

export type PeopleReadModel = ReturnType<typeof peopleReadModel>;

function present({ managerId, managerName, ...person }: Row): Person {
  return {
    ...person,
    manager: managerId === null || managerName === null ? null : { id: managerId, name: managerName },
  };
}
