import type { Database, Tx } from '../../database/connect.ts';
import { takeTurn } from '../../database/turn.ts';
import { beginning, chained, entryDigest } from './digest.ts';

/** Entries sealed in one transaction. */
const batch = 5000;

/**
 * Chains the audit entries that are not sealed yet, in the order of their ids. One sealer at a time and organisation,
 * after the fact, so that no writer of an entry waits for another.
 *
 * @returns how many entries were sealed
 */
export async function sealOrganization(
  database: Pick<Database, 'transaction'>,
  organizationId: string,
): Promise<number> {
  let sealed = 0;
  for (;;) {
    const now = await database.transaction({ organizationId, personId: null }, sealBatch);
    sealed += now;
    if (now < batch) return sealed;
  }
}

async function sealBatch(tx: Tx): Promise<number> {
  const { sql, actor } = tx;
  const { organizationId } = actor;
  await takeTurn(tx, 'seal');
  const [last] = await sql<{ position: number; digest: Buffer }[]>`
    select s.position, s.digest from audit_seals s
    where s.organization_id = ${organizationId} order by s.position desc limit 1`;
  const entries = await sql<{ id: string; digest: Buffer }[]>`
    select e.id, ${entryDigest(sql)} as digest
    from audit_entries e
    where e.organization_id = ${organizationId} and not exists (
      select from audit_seals s where s.organization_id = e.organization_id and s.entry_id = e.id
    )
    order by e.id
    limit ${batch}`;
  let position = last?.position ?? 0;
  let digest = last?.digest ?? beginning;
  const seals = entries.map((entry) => {
    position += 1;
    digest = chained(digest, entry.digest);
    return {
      position,
      id: entry.id,
      entry: entry.digest.toString('hex'),
      digest: digest.toString('hex'),
    };
  });
  if (seals.length > 0) {
    await sql`
      insert into audit_seals (organization_id, position, entry_id, entry_digest, digest)
      select ${organizationId}, s.position, s.id, decode(s.entry, 'hex'), decode(s.digest, 'hex')
      from json_to_recordset(${JSON.stringify(seals)}::text::json) as s (position bigint, id uuid, entry text, digest text)`;
  }
  return seals.length;
}
