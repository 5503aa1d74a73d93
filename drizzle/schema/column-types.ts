import { customType } from 'drizzle-orm/pg-core';

/** Raw bytes: digests and token hashes. */
export const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/** Half-open range of whole days, as PostgreSQL writes it: `[2026-01-05,2026-02-02)`. */
export const daterange = customType<{ data: string }>({ dataType: () => 'daterange' });
