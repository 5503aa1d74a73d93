import type { LinkedAct, LinkPreview } from '@plumbline/shared/contracts/notifications.ts';
import type { Excuse, ItemKind } from '@plumbline/shared/domain/vocabulary.ts';
import type { Role } from '@plumbline/shared/domain/roles.ts';
import type { Database, Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { RequestError } from '../../errors.ts';
import { digestOf, newToken, organizationOf } from '../../policies/secret-token.ts';
import type { Viewer } from '../../policies/viewer.ts';

/** How long a link can be used, in milliseconds. */
const validity = 7 * 86_400_000;

/** What a link does, with what its page asked for. */
export type Act = { act: 'submit' | 'acknowledge' } | { act: 'say_why'; excuse: Excuse; note?: string };

export interface LinkDeps {
  database: Pick<Database, 'transaction'>;
  /**
   * Carries an act out in the transaction that uses the link up, by the rules of items.
   * @throws RequestError as a request of the rep's own would
   */
  carryOut(tx: Tx, viewer: Viewer, itemId: string, act: Act, at: Date): Promise<unknown>;
}

interface Link {
  id: string;
  act: LinkedAct;
  kind: ItemKind;
  itemId: string;
  personId: string;
  role: Role;
  name: string;
  title: string;
  dueAt: Date;
  timeZone: string;
  organizationName: string;
}

/** Links in a digest by which a rep does one thing to one item without signing in, once. */
export function singleUseLinks({ database, carryOut }: LinkDeps) {
  /** Runs work on a link that can be used, held so that a second use waits and then finds it used. */
  function onLink<T>(
    token: string,
    personId: string | null,
    at: Date,
    work: (tx: Tx, link: Link) => Promise<T>,
  ): Promise<T> {
    const organizationId = organizationOf(token);
    if (organizationId === null) throw gone();
    return database.transaction({ organizationId, personId }, async (tx) =>
      work(tx, await find(tx, token, at)),
    );
  }

  return {
    /** What a link would do; looking does nothing. @throws RequestError not_found */
    preview: (token: string, at: Date): Promise<LinkPreview> =>
      onLink(token, null, at, async (_tx, link) => present(link)),

    /**
     * Does it in the name of the rep, and uses the link up: together or not at all.
     * @throws RequestError not_found for a link that was used, has run out or was never given; else as `carryOut`
     */
    async use(token: string, reason: { excuse?: Excuse; note?: string }, at: Date): Promise<LinkPreview> {
      const holder = await onLink(token, null, at, async (_tx, link) => link.personId);
      return onLink(token, holder, at, async (tx, link) => {
        const { organizationId } = tx.actor;
        await tx.sql`
          update single_use_links set used_at = ${at} where organization_id = ${organizationId} and id = ${link.id}`;
        await tx.audit({
          action: 'link.used',
          subjectType: 'item',
          subjectId: link.itemId,
          details: { act: link.act },
        });
        const viewer = {
          organizationId,
          personId: holder,
          sessionId: noSession,
          role: link.role,
          isAdmin: false,
        };
        await carryOut(tx, viewer, link.itemId, actOf(link.act, reason), at);
        return present(link);
      });
    },
  };
}

/** Nobody is signed in: no UUID, so a transaction that were opened with it would be refused. */
export const noSession = 'none';

function present({ act, kind, title, dueAt, timeZone, name, organizationName }: Link): LinkPreview {
  return { act, kind, title, dueAt: dueAt.toISOString(), timeZone, name, organizationName };
}

function actOf(act: LinkedAct, { excuse = 'other', note }: { excuse?: Excuse; note?: string }): Act {
  return act === 'say_why' ? { act, excuse, note } : { act };
}

/** A new link for each of these; their tokens, in the same order, are told once. */
export async function issueLinks(
  { sql, actor }: Pick<Tx, 'sql' | 'actor'>,
  links: readonly { personId: string; itemId: string; act: LinkedAct }[],
  at: Date,
): Promise<string[]> {
  const tokens = links.map(() => newToken(actor.organizationId));
  const rows = links.map(({ personId, itemId, act }, index) => ({
    organizationId: actor.organizationId,
    id: newId(),
    personId,
    itemId,
    act,
    tokenDigest: digestOf(tokens[index] ?? ''),
    createdAt: at,
    expiresAt: new Date(at.getTime() + validity),
  }));
  if (rows.length > 0) await sql`insert into single_use_links ${sql(rows)}`;
  return tokens;
}

const gone = () =>
  new RequestError('not_found', 'This link was used or has run out. Sign in to do it on the page.');

async function find({ sql, actor }: Tx, token: string, at: Date): Promise<Link> {
  const [link] = await sql<Link[]>`
    select l.id, l.act, i.kind, l.item_id, l.person_id, p.role, p.name, p.time_zone, i.title, i.current_due_at as due_at,
      o.name as organization_name
    from single_use_links l
    join people p on p.organization_id = l.organization_id and p.id = l.person_id
      and (p.left_on is null or p.left_on > (${at}::timestamptz at time zone p.time_zone)::date)
    join items i on i.organization_id = l.organization_id and i.id = l.item_id
    join organizations o on o.id = l.organization_id
    where l.organization_id = ${actor.organizationId} and l.token_digest = ${digestOf(token)}
      and l.used_at is null and l.expires_at > ${at}
    for no key update of l`;
  if (link === undefined) throw gone();
  return link;
}
