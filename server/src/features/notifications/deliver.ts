import type { NoticeChannel } from '@plumbline/shared/domain/notices.ts';
import type { Actor, Database } from '../../database/connect.ts';
import { asSlack, asTeams, type Letter } from './letter.ts';
import type { Mailer } from './mail.ts';
import { type Claimed, outbox } from './outbox.ts';
import { dropped, type Sent, tryAgain } from './sending.ts';
import { spread } from './spread.ts';
import { postWebhook, type WebhookRules } from './webhook.ts';
import { wordsOf } from './words.ts';

export interface DeliverDeps {
  database: Pick<Database, 'transaction'>;
  /** Null: no mail server is set. */
  mailer: Mailer | null;
  webhooks: WebhookRules;
  /** How people reach the page, without a slash at the end. */
  pageUrl: string;
  /** Puts a digest together; null: there is nothing to say. */
  digest(actor: Actor, reader: DigestReader, at: Date): Promise<Letter | null>;
  now(): Date;
  /** Hears why a letter could not be put together; what its reader is shown says only that. */
  onError(error: unknown): void;
}

export interface DigestReader {
  personId: string;
  name: string;
  role: Claimed['role'];
  timeZone: string;
  /** The morning that it is for. */
  day: string;
}

/** So many are sent beside each other on one channel. */
const beside = 8;

/**
 * Sends what waits in an organisation's outbox. May run twice or late, and beside itself: each delivery is claimed before
 * it is sent. Channels do not wait for each other, and each attempt has its time.
 */
export async function deliver(deps: DeliverDeps, organizationId: string): Promise<void> {
  const { database, mailer, now } = deps;
  const actor: Actor = { organizationId, personId: null };
  if (await isSample(database, actor)) return;
  const open = new Set<NoticeChannel>(mailer === null ? ['slack', 'teams'] : ['mail', 'slack', 'teams']);
  while (await database.transaction(actor, (tx) => spread(tx, open, now())));
  await database.transaction(actor, (tx) => outbox(tx).buryLost(now()));
  await Promise.all([...open].map((channel) => empty(deps, actor, channel)));
}

/** Its people are invented, and their addresses perhaps somebody's. */
const isSample = (database: DeliverDeps['database'], actor: Actor): Promise<boolean> =>
  database.transaction(actor, async ({ sql }) => {
    const [organization] = await sql<{ isSample: boolean }[]>`
      select o.is_sample from organizations o where o.id = ${actor.organizationId}`;
    return organization?.isSample ?? true;
  });

async function empty(deps: DeliverDeps, actor: Actor, channel: NoticeChannel): Promise<void> {
  const { database, now } = deps;
  // What was put off meanwhile waits for the next run.
  const until = now();
  for (;;) {
    const claimed = await database.transaction(actor, (tx) => outbox(tx).claim(channel, beside, until));
    if (claimed.length === 0) return;
    await Promise.all(
      claimed.map(async (delivery) => {
        const outcome = await send(deps, actor, delivery);
        await database.transaction(actor, (tx) => outbox(tx).settle(delivery, outcome, now()));
      }),
    );
  }
}

async function send(deps: DeliverDeps, actor: Actor, delivery: Claimed): Promise<Sent> {
  const { mailer, webhooks, pageUrl } = deps;
  if (delivery.hasLeft) return dropped;
  const letter = await letterOf(deps, actor, delivery).catch((error: unknown) => {
    deps.onError(error);
    return undefined;
  });
  // Nothing has gone out, so that it may be tried again.
  if (letter === undefined) return tryAgain('It could not be put together.');
  if (letter === null) return dropped;
  switch (delivery.channel) {
    case 'mail':
      return mailer === null
        ? dropped
        : mailer.send({
            messageId: `<${delivery.id}@${new URL(pageUrl).hostname}>`,
            to: { name: delivery.name, address: delivery.email },
            letter,
            settingsUrl: `${pageUrl}/notifications`,
          });
    case 'slack':
      return delivery.slackUrl === null ? dropped : postWebhook(delivery.slackUrl, asSlack(letter), webhooks);
    case 'teams':
      return delivery.teamsUrl === null ? dropped : postWebhook(delivery.teamsUrl, asTeams(letter), webhooks);
  }
}

async function letterOf(
  { digest, pageUrl, now }: DeliverDeps,
  actor: Actor,
  delivery: Claimed,
): Promise<Letter | null> {
  const { personId, name, role, timeZone, kind, subjectType, subjectId, data, digestDay } = delivery;
  if (digestDay !== null) return digest(actor, { personId, name, role, timeZone, day: digestDay }, now());
  if (kind === null || subjectType === null || subjectId === null) return null;
  const { title, text, path } = wordsOf(
    { kind, subject: { type: subjectType, id: subjectId }, data: data ?? {} },
    timeZone,
  );
  return {
    subject: title,
    sections: [
      {
        lines: [
          ...(text === '' ? [] : [{ text }]),
          { text: 'Open it in Plumbline', url: `${pageUrl}${path}` },
        ],
      },
    ],
  };
}
