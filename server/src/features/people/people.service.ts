import type { PeoplePreview } from '@plumbline/shared/contracts/people.ts';
import type { Database, Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { RequestError } from '../../errors.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { readPastedPeople } from './pasted-people.ts';
import { peopleStore } from './people.store.ts';
import { type KnownPerson, placePeople, roleOf } from './team-tree.ts';

export interface PeopleServiceDeps {
  database: Pick<Database, 'transaction'>;
  /** Makes the paperwork of the coming days for new people; in the same transaction. */
  makePaperwork(tx: Tx, at: Date): Promise<unknown>;
}

/** People from pasted lines: a team that has no CRM is there in a minute. */
export function peopleService({ database, makePaperwork }: PeopleServiceDeps) {
  return {
    /** What pasting would do, and what is wrong with it. Changes nothing. */
    preview: (viewer: Viewer, text: string, at: Date): Promise<PeoplePreview> =>
      database.transaction(viewer, async (tx) => place(text, await peopleStore(tx).everybody(at))),

    /**
     * Adds new people, and lets everybody report to whom the lines say from today on. All or nothing.
     * @throws RequestError invalid_request with each problem of the preview
     */
    add: (viewer: Viewer, text: string, at: Date): Promise<PeoplePreview> =>
      database.transaction(viewer, async (tx) => {
        const store = peopleStore(tx);
        await store.takeTurn();
        const known = await store.everybody(at);
        const placed = place(text, known);
        if (placed.problems.length > 0) throw refusal(placed);
        await write(tx, placed, known, at);
        await makePaperwork(tx, at);
        return placed;
      }),
  };
}

export type PeopleService = ReturnType<typeof peopleService>;

function place(text: string, known: readonly KnownPerson[]): PeoplePreview {
  const read = readPastedPeople(text);
  const placed = placePeople(read.people, known);
  return {
    people: placed.people,
    problems: [...read.problems, ...placed.problems].toSorted((a, b) => a.line - b.line),
  };
}

function refusal({ problems }: PeoplePreview): RequestError {
  const fields = problems.slice(0, 100).map(({ line, value, expected }) => ({
    path: `text.line ${line}`,
    message: `"${value}" should be ${expected}`,
  }));
  return new RequestError('invalid_request', 'Some lines are not right yet; nothing was stored.', fields);
}

async function write(
  tx: Tx,
  { people }: PeoplePreview,
  known: readonly KnownPerson[],
  at: Date,
): Promise<void> {
  const store = peopleStore(tx);
  const fresh = people.filter(({ status }) => status === 'new').map((person) => ({ ...person, id: newId() }));
  const ids = new Map([...known, ...fresh].map(({ email, id }) => [email, id]));
  await store.add(fresh, at);

  const managers = new Set(people.map(({ managerEmail }) => managerEmail));
  const promoted = known.filter(({ role, email }) => roleOf(role, managers.has(email)) !== role);
  await Promise.all(promoted.map(({ id, role }) => store.changeRole(id, roleOf(role, true), at)));

  const before = new Map(known.map(({ email, managerEmail }) => [email, managerEmail]));
  const lines = people.flatMap(({ email, managerEmail }) => {
    const person = ids.get(email);
    const manager = managerEmail === null ? undefined : ids.get(managerEmail);
    if (person === undefined || manager === undefined || before.get(email) === managerEmail) return [];
    return [{ id: newId(), person_id: person, manager_id: manager }];
  });
  await store.reportTo(lines, at);

  // Sent one behind the other, and waited for once.
  await Promise.all(
    [
      ...fresh.map(({ id, role }) => ({ action: 'person.created', id, details: { role } })),
      ...promoted.map(({ id }) => ({ action: 'person.role_changed', id, details: { role: 'manager' } })),
      ...lines.map((line) => ({
        action: 'person.reports_to',
        id: line.person_id,
        details: { managerId: line.manager_id },
      })),
    ].map(({ action, id, details }) => tx.audit({ action, subjectType: 'person', subjectId: id, details })),
  );
}
