import type postgres from 'postgres';

/** A piece of SQL with its parameters, to be put into a statement of the same connection. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>;
