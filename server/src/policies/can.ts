import { permits, type Permission } from '@plumbline/shared/domain/roles.ts';
import type { Viewer } from './viewer.ts';

/**
 * Whether somebody may call what asks for this permission. Which rows they then get to see is `scope.ts`; what they may
 * do with one of them is said by the file of its resource beside this one.
 *
 * @param viewer null: nobody is signed in
 */
export function can(viewer: Pick<Viewer, 'role' | 'isAdmin'> | null, permission: Permission): boolean {
  return permission === 'public' || (viewer !== null && permits(viewer, permission));
}
