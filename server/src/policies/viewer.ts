import type { Role } from '@plumbline/shared/domain/roles.ts';
import type { Actor } from '../database/connect.ts';

/** Somebody signed in: whom a request acts for, and what their role and visibility are worked out from. */
export interface Viewer extends Actor {
  personId: string;
  /** Verified by the database as each transaction of the request opens. */
  sessionId: string;
  role: Role;
  isAdmin: boolean;
}
