import type { Sql } from '../../../database/connect.ts';

/**
 * Makes one temporary table a register, `<register>_ids (external_id, id)`: every id that a reference may name, whether
 * it is stored already or comes with this bundle, and the id it has or will have. References are checked and resolved
 * against these, so nothing has to be written before everything was checked.
 */
export async function makeIdTables(sql: Sql): Promise<void> {
  const sources = {
    people: 'select id as external_id, row_id from staged_people',
    accounts: 'select id as external_id, row_id from staged_accounts',
    opportunities: 'select id as external_id, row_id from staged_opportunities',
    directives: 'select id as external_id, row_id from staged_directives',
    items: `
      select id as external_id, row_id from staged_paperwork
      union all
      select directive_id || ':' || rep_id, row_id from staged_directive_assignments`,
  };
  for (const [register, incoming] of Object.entries(sources)) {
    await sql.unsafe(`
      create temp table ${register}_ids on commit drop as
      select coalesce(stored.external_id, incoming.external_id) as external_id, coalesce(stored.id, incoming.row_id) as id
      from (${incoming}) incoming
      full join (select external_id, id from ${register} where external_id is not null) stored
        on stored.external_id = incoming.external_id
      where coalesce(stored.external_id, incoming.external_id) is not null`);
    await sql.unsafe(`analyze ${register}_ids`);
  }
}
