import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { SubmittedFile } from '@plumbline/shared/contracts/items.ts';
import type { Actor, Database, Sql, Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { takeTurn } from '../../database/turn.ts';
import { invalid, notFound, RequestError, wrongState } from '../../errors.ts';
import { inTurn } from '../../in-turn.ts';
import { type SpooledFile, spool } from '../../storage/spool.ts';
import type { Storage } from '../../storage/storage.ts';
import { scope } from '../../policies/scope.ts';
import type { Viewer } from '../../policies/viewer.ts';
import { allowedKinds, kindOf } from './file-kinds.ts';
import { visibleItem } from './items.read-model.ts';

/** More uploads than this, part of no submission yet, nobody needs at once. */
const mostWaiting = 20;

export interface ItemFilesDeps {
  database: Database;
  storage: Storage;
  /** Where an upload lies until it was looked at. */
  spoolFolder: string;
  /** Bytes a file; whoever reads the form stops there. */
  limit: number;
}

const keyOf = (organizationId: string, id: string) => `${organizationId}/${id}`;

const tooManyWait = () => wrongState('Too many files wait to be handed in. Submit some, or wait a day.');

/** How many uploads of the viewer's are part of no submission yet. */
async function countWaiting(sql: Sql, { organizationId, personId }: Viewer): Promise<number> {
  const [row] = await sql<{ waiting: number }[]>`
    select count(*) as waiting from uploads
    where organization_id = ${organizationId} and person_id = ${personId}`;
  return row?.waiting ?? 0;
}

/** Files of submissions: uploaded first, then handed in with one, then read by whoever sees the item. */
export function itemFiles({ database, storage, spoolFolder, limit }: ItemFilesDeps) {
  /** Notes a file before it is stored, if there is room for it; no audit entry, since it is part of no record until it is handed in. */
  async function reserve(
    viewer: Viewer,
    itemId: string,
    file: SpooledFile & Named,
    at: Date,
  ): Promise<string> {
    const id = newId();
    await database.transaction(viewer, async (tx) => {
      // Uploads come several at once.
      await takeTurn(tx, `uploads ${viewer.personId}`);
      if ((await countWaiting(tx.sql, viewer)) >= mostWaiting) throw tooManyWait();
      await tx.sql`
        insert into uploads (organization_id, id, item_id, person_id, name, media_type, size, sha256, created_at)
        values (
          ${viewer.organizationId}, ${id}, ${itemId}, ${viewer.personId}, ${file.name}, ${file.mediaType}, ${file.size},
          ${file.sha256}, ${at}
        )`;
    });
    return id;
  }

  async function mediaTypeOf(
    { path, size }: SpooledFile,
    { name, isTruncated }: UploadedPart,
  ): Promise<string> {
    if (isTruncated())
      throw new RequestError(
        'too_large',
        `A file has at most ${Math.floor(limit / 1024 ** 2)} MB (FILE_LIMIT_MB).`,
      );
    if (size === 0) throw invalid('file', 'a file that is not empty');
    const kind = await kindOf(path, name);
    if (kind === null)
      throw new RequestError(
        'unsupported_media_type',
        `“${name}” cannot be handed in. Choose ${allowedKinds}.`,
      );
    return kind;
  }

  return {
    /** @throws RequestError not_found, not_permitted, wrong_state: what need not arrive at all */
    async mayUpload(viewer: Viewer, itemId: string, at: Date): Promise<void> {
      const [seen, waiting] = await database.read(viewer, (sql) =>
        Promise.all([visibleItem(sql, viewer, itemId, at), countWaiting(sql, viewer)]),
      );
      if (seen === null) throw notFound('item');
      if (!seen.isOwn) throw new RequestError('not_permitted', 'This item is for somebody else to hand in.');
      if (!seen.item.can.submit) throw wrongState('It is not open any more.');
      if (waiting >= mostWaiting) throw tooManyWait();
    },

    /**
     * Takes in a file for a submission that is still to come. After a day without one it is gone.
     * @throws RequestError too_large, unsupported_media_type, invalid_request
     */
    async upload(viewer: Viewer, itemId: string, part: UploadedPart, at: Date): Promise<SubmittedFile> {
      const name = tidy(part.name);
      const spooled = await spool(spoolFolder, part.body);
      try {
        const file = { ...spooled, name, mediaType: await mediaTypeOf(spooled, { ...part, name }) };
        const id = await reserve(viewer, itemId, file, at);
        await storage.put(keyOf(viewer.organizationId, id), file);
        await database.transaction(
          viewer,
          ({ sql }) => sql`
            update uploads set stored_at = ${at} where organization_id = ${viewer.organizationId} and id = ${id}`,
        );
        return { id, name: file.name, mediaType: file.mediaType, size: file.size };
      } finally {
        await rm(spooled.path, { force: true });
      }
    },

    /** A file that was handed in with an item that the viewer sees. @throws RequestError not_found */
    async download(
      viewer: Viewer,
      itemId: string,
      fileId: string,
      at: Date,
    ): Promise<SubmittedFile & { body: Readable }> {
      const [file] = await database.read(
        viewer,
        (sql) => sql<SubmittedFile[]>`
          select f.id, f.name, f.media_type, f.size
          from submission_files f
          join item_events e on e.organization_id = f.organization_id and e.id = f.event_id and e.item_id = ${itemId}
          join items i on i.organization_id = e.organization_id and i.id = e.item_id
          where f.organization_id = ${viewer.organizationId} and f.id = ${fileId} and ${scope.items(sql, viewer, at)}`,
      );
      if (file === undefined) throw notFound('file');
      return { ...file, body: await storage.get(keyOf(viewer.organizationId, fileId)) };
    },
  };
}

/** A file as it comes in. */
export interface UploadedPart {
  name: string;
  body: Readable;
  /** Whether there was more than the limit, once the body has ended. */
  isTruncated(): boolean;
}

interface Named {
  name: string;
  mediaType: string;
}

/** How long an upload waits for its submission, in milliseconds. */
const staleAfter = 86_400_000;

/**
 * Removes what was uploaded a day ago and handed in with nothing, each in a transaction of its own: one that cannot be
 * removed keeps none of the others, and is tried again the next time.
 *
 * @throws AggregateError once all have had their turn, with an error for each that is still there
 */
export async function removeStaleFiles(
  { database, storage }: Pick<ItemFilesDeps, 'database' | 'storage'>,
  actor: Actor,
  at: Date,
): Promise<void> {
  const { organizationId } = actor;
  const stale = await database.read(
    actor,
    (sql) => sql<{ id: string }[]>`
      select u.id from uploads u
      where u.organization_id = ${organizationId} and u.created_at <= ${new Date(at.getTime() - staleAfter)}
      order by u.id`,
  );
  const remove = (id: string) =>
    database.transaction(actor, async ({ sql }) => {
      // Held until it is gone: a submission that wants it meanwhile finds none.
      const [held] = await sql`
        delete from uploads where organization_id = ${organizationId} and id = ${id} returning id`;
      if (held !== undefined) await storage.remove(keyOf(organizationId, id));
    });
  await inTurn(stale, ({ id }) => remove(id), {
    one: ({ id }) => `The file ${id} could not be removed.`,
    some: (failures) => `${failures} of ${stale.length} files could not be removed.`,
  });
}

/** A name as people can read it: no folders, no control characters. */
function tidy(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last.replace(/\p{C}/gu, '').trim().slice(-200) || 'file';
}

/**
 * Makes uploads part of a submission, in its transaction.
 * @throws RequestError invalid_request where one is not there, somebody else's, or for another item
 */
export async function handInFiles(
  { sql, actor }: Tx,
  { itemId, eventId, fileIds }: { itemId: string; eventId: string; fileIds: readonly string[] },
): Promise<string[]> {
  if (fileIds.length === 0) return [];
  const taken = await sql<{ name: string; sha256: string }[]>`
    with taken as (
      delete from uploads
      where organization_id = ${actor.organizationId} and id = any (${fileIds}::uuid[]) and item_id = ${itemId}
        and person_id = ${actor.personId} and stored_at is not null
      returning *
    )
    insert into submission_files (organization_id, id, event_id, name, media_type, size, sha256)
    select organization_id, id, ${eventId}, name, media_type, size, sha256 from taken
    returning name, encode(sha256, 'hex') as sha256`;
  if (taken.length !== new Set(fileIds).size)
    throw invalid('fileIds', 'files that you uploaded for this item within a day; upload them again');
  return taken.map(({ name, sha256 }) => `${name} ${sha256}`);
}
