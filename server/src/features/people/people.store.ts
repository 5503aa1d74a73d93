import type { Role } from '@plumbline/shared/domain/roles.ts';
import type { Tx } from '../../database/connect.ts';
import { takeTurn } from '../../database/turn.ts';
import type { KnownPerson, PlacedPerson } from './team-tree.ts';

/** Field names as `json_to_recordset` reads them. */
export interface ReportingLine {
  id: string;
  person_id: string;
  manager_id: string;
}

/** Writes people and whom they report to. */
export function peopleStore({ sql, actor }: Pick<Tx, 'sql' | 'actor'>) {
  const { organizationId } = actor;
  return {
    /** Two pastes into one organisation go one after the other. */
    takeTurn: () => takeTurn({ sql, actor }, 'people'),

    /** Everybody, with their manager of that moment. */
    async everybody(at: Date): Promise<KnownPerson[]> {
      return sql<KnownPerson[]>`
        select p.id, p.name, p.email, p.role, manager.email as manager_email
        from people p
        left join reporting_lines line on line.organization_id = p.organization_id and line.person_id = p.id
          and line.during @> (${at}::timestamptz at time zone p.time_zone)::date
        left join people manager on manager.organization_id = line.organization_id and manager.id = line.manager_id
        where p.organization_id = ${organizationId}`;
    },

    /** New people, in the organisation's time zone. */
    async add(people: readonly (PlacedPerson & { id: string })[], at: Date): Promise<void> {
      await sql`
        insert into people (organization_id, id, name, email, role, time_zone, edited_at, created_at)
        select o.id, new.id, new.name, new.email, new.role, o.time_zone, ${at}, ${at}
        from json_to_recordset(${JSON.stringify(people)}::text::json) as new (id uuid, name text, email text, role text)
        cross join organizations o
        where o.id = ${organizationId}`;
    },

    async changeRole(personId: string, role: Role, at: Date): Promise<void> {
      await sql`
        update people set role = ${role}, edited_at = ${at}, version = version + 1
        where organization_id = ${organizationId} and id = ${personId}`;
    },

    /**
     * Lets people report to somebody else from today on, by their own calendar; what was before stays. A line that began
     * only today is corrected.
     */
    async reportTo(lines: readonly ReportingLine[], at: Date): Promise<void> {
      const wanted = sql`
        select l.id, l.person_id, l.manager_id, (${at}::timestamptz at time zone p.time_zone)::date as today
        from json_to_recordset(${JSON.stringify(lines)}::text::json) as l (id uuid, person_id uuid, manager_id uuid)
        join people p on p.organization_id = ${organizationId} and p.id = l.person_id`;
      await sql`
        update reporting_lines line set manager_id = wanted.manager_id, edited_at = ${at}
        from (${wanted}) wanted
        where line.organization_id = ${organizationId} and line.person_id = wanted.person_id and lower(line.during) = wanted.today`;
      await sql`
        update reporting_lines line set during = daterange(lower(line.during), wanted.today), edited_at = ${at}
        from (${wanted}) wanted
        where line.organization_id = ${organizationId} and line.person_id = wanted.person_id
          and line.during @> wanted.today and lower(line.during) < wanted.today`;
      await sql`
        insert into reporting_lines (organization_id, id, person_id, manager_id, during, edited_at)
        select ${organizationId}, wanted.id, wanted.person_id, wanted.manager_id, daterange(wanted.today, (
            select min(lower(later.during)) from reporting_lines later
            where later.organization_id = ${organizationId} and later.person_id = wanted.person_id
              and lower(later.during) > wanted.today
          )), ${at}
        from (${wanted}) wanted
        where not exists (
          select from reporting_lines line
          where line.organization_id = ${organizationId} and line.person_id = wanted.person_id and line.during @> wanted.today
        )`;
    },
  };
}
