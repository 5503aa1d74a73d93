import type { Database } from '../../database/connect.ts';
import { beginning, chained, entryDigest } from './digest.ts';

export interface Verification {
  /** Entries whose place in the chain was proved. */
  sealed: number;
  /** Entries that no seal covers yet: those of the last minute, or more where no server runs. */
  unsealed: number;
  /** Digest of the newest seal, in hexadecimal; written down elsewhere it proves everything up to it. */
  head: string;
  /** The first place where the record and the chain differ; null: they agree. */
  broken: { position: number; entryId: string; reason: string } | null;
}

const pageSize = 5000;

interface SealRow {
  position: number;
  entryId: string;
  entryDigest: Buffer;
  digest: Buffer;
  found: Buffer | null;
}

/** Works the chain of an organisation out anew, from its entries, and compares. Reads everything, a page at a time. */
export async function verifyAudit(
  database: Pick<Database, 'read'>,
  organizationId: string,
): Promise<Verification> {
  const actor = { organizationId, personId: null };
  return database.read(actor, async (sql) => {
    let before: Buffer = beginning;
    let position = 0;
    let broken: Verification['broken'] = null;
    for (;;) {
      const seals = await sql<SealRow[]>`
        select s.position, s.entry_id, s.entry_digest, s.digest, ${entryDigest(sql)} as found
        from audit_seals s
        left join audit_entries e on e.organization_id = s.organization_id and e.id = s.entry_id
        where s.organization_id = ${organizationId} and s.position > ${position}
        order by s.position
        limit ${pageSize}`;
      for (const seal of seals) {
        const reason: string | null = broken === null ? difference(seal, position + 1, before) : null;
        if (reason !== null) broken = { position: seal.position, entryId: seal.entryId, reason };
        position = seal.position;
        before = seal.digest;
      }
      if (seals.length < pageSize) break;
    }
    const [rest] = await sql<{ unsealed: number; sealed: number }[]>`
      select count(*) filter (where s.entry_id is null) as unsealed, count(s.entry_id) as sealed
      from audit_entries e
      left join audit_seals s on s.organization_id = e.organization_id and s.entry_id = e.id
      where e.organization_id = ${organizationId}`;
    return {
      sealed: rest?.sealed ?? 0,
      unsealed: rest?.unsealed ?? 0,
      head: before.toString('hex'),
      broken,
    };
  });
}

function difference(
  { position, entryDigest: kept, digest, found }: SealRow,
  expected: number,
  before: Buffer,
): string | null {
  if (position !== expected) return `seal ${expected} is missing`;
  if (found === null || !found.equals(kept)) return 'the entry is not what was sealed';
  return digest.equals(chained(before, kept)) ? null : 'the seal does not follow from the one before';
}
