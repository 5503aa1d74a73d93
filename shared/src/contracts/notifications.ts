import { z } from 'zod';
import { noticeKinds } from '../domain/vocabulary.ts';
import { Id, Instant, PageQuery, pageOf } from './common.ts';

/** Something that somebody was told, in words for them. */
export const Notice = z.object({
  id: Id,
  kind: z.enum(noticeKinds),
  title: z.string(),
  /** One sentence more; empty where the title says it all. */
  text: z.string(),
  /** The page that it opens, a path of the web page. */
  path: z.string(),
  at: Instant,
  readAt: Instant.nullable(),
});
export type Notice = z.infer<typeof Notice>;

export const InboxQuery = PageQuery.extend({ unread: z.stringbool().optional() });
export const InboxPage = pageOf(Notice);
export type InboxPage = z.infer<typeof InboxPage>;

/** Which notices were read; without `ids` all of them. */
export const ReadNoticesRequest = z.object({ ids: z.array(Id).min(1).max(200).optional() });
/** How many are unread now. */
export const ReadNotices = z.object({ unread: z.int() });
