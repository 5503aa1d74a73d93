import { z } from 'zod';
import { noticeChannels, noticeGroups, noticeTimes } from '../domain/notices.ts';
import { excuses, itemKinds, noticeKinds } from '../domain/vocabulary.ts';
import { Id, Instant, Note, PageQuery, PersonRef, pageOf } from './common.ts';

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

export const Preference = z.object({
  when: z.enum(noticeTimes),
  where: z.array(z.enum(noticeChannels)).max(noticeChannels.length),
});

/** An incoming webhook: its address is a secret and never shown whole again. */
const Webhook = z.object({ host: z.string(), ending: z.string() });

/** What reaches me beyond the inbox. */
export const NotificationSettings = z.object({
  mail: z.object({
    address: z.string(),
    /** Whether this installation has a mail server. */
    isSet: z.boolean(),
  }),
  slack: Webhook.nullable(),
  teams: Webhook.nullable(),
  /** Since when there is a calendar feed. */
  calendarSince: Instant.nullable(),
  /** The digest comes every working morning, or on Mondays. */
  digest: z.enum(['daily', 'weekly']),
  /** The groups in which one may be told anything, in their order. */
  groups: z.array(Preference.extend({ group: z.enum(noticeGroups) })),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;

export const PreferencesRequest = z.object({
  groups: z.array(Preference.extend({ group: z.enum(noticeGroups) })).max(noticeGroups.length),
});
export type PreferencesRequest = z.infer<typeof PreferencesRequest>;

/** `url` null takes the webhook away. */
export const WebhookRequest = z.object({
  url: z
    .url({ protocol: /^https$/, error: 'an https:// address' })
    .max(2000)
    .nullable(),
});
export const WebhookParams = z.object({ channel: z.enum(['slack', 'teams']) });

/** Shown once: whoever has the address can read the due times. */
export const CalendarFeed = z.object({ url: z.string() });

/** What did not get through, for the administrator: to whom and why, never what it said. */
export const Delivery = z.object({
  id: Id,
  person: PersonRef,
  channel: z.enum(noticeChannels),
  state: z.enum(['waiting', 'dead']),
  attempts: z.int(),
  error: z.string().nullable(),
  at: Instant,
  /** When it is tried next, while it waits. */
  nextAt: Instant.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

export const DeliveriesQuery = PageQuery.extend({ state: z.enum(['waiting', 'dead']).default('dead') });
export const DeliveryPage = pageOf(Delivery).extend({ mailIsSet: z.boolean() });
export type DeliveryPage = z.infer<typeof DeliveryPage>;

/** What a link in a digest does to its one item, without signing in. */
export const linkedActs = ['submit', 'say_why', 'acknowledge'] as const;
export type LinkedAct = (typeof linkedActs)[number];

export const LinkRequest = z.object({ token: z.string().max(200) });
/** The reason where the link is to say why; other links take none. */
export const UseLinkRequest = LinkRequest.extend({
  excuse: z.enum(excuses).optional(),
  note: Note.optional(),
});

/** What a link would do, or did. */
export const LinkPreview = z.object({
  act: z.enum(linkedActs),
  kind: z.enum(itemKinds),
  title: z.string(),
  dueAt: Instant,
  /** Of the rep, whose times are shown. */
  timeZone: z.string(),
  name: z.string(),
  organizationName: z.string(),
});
export type LinkPreview = z.infer<typeof LinkPreview>;
