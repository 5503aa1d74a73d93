import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { asHtml, asText, type Letter } from './letter.ts';
import { giveUp, type Sent, sent, tryAgain } from './sending.ts';

export interface MailSettings {
  /** smtp:// or smtps://, with user and password where the server wants them. */
  smtpUrl: string;
  /** Who it is from: `Plumbline <plumbline@example.com>`. */
  from: string;
}

export interface Mail {
  /** Of the delivery: the same one however often it is tried, so that a mail system drops what came twice. */
  messageId: string;
  to: { name: string; address: string };
  letter: Letter;
  settingsUrl: string;
}

export interface Mailer {
  send(mail: Mail): Promise<Sent>;
  close(): void;
}

/** In milliseconds: a server that hangs holds nobody. */
const patience = 15_000;

/** Mails by the SMTP server of the settings. */
export function mailer({ smtpUrl, from }: MailSettings): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 4,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  /** Messages that the server has been given whole: if it then falls silent, nobody knows whether it took them. */
  const handedOver = new Set<string>();
  transport.use('stream', ({ data, message }, done) => {
    message.processFunc((input) => {
      input.once('end', () => handedOver.add(String(data.messageId)));
      return input;
    });
    done();
  });
  return {
    async send({ messageId, to, letter, settingsUrl }) {
      try {
        await transport.sendMail({
          messageId,
          from,
          to,
          subject: letter.subject,
          text: asText(letter, settingsUrl),
          html: asHtml(letter, settingsUrl),
          headers: { 'Auto-Submitted': 'auto-generated' },
          list: { unsubscribe: settingsUrl },
        });
        return sent;
      } catch (error) {
        return failureOf(error, handedOver.has(messageId));
      } finally {
        handedOver.delete(messageId);
      }
    },
    close: () => transport.close(),
  };
}

/**
 * What the server refuses for good (a 5xx about this recipient or this message) is not tried again, and neither is what
 * it may have taken; all else is.
 */
function failureOf(error: unknown, mayHaveArrived: boolean): Sent {
  const { responseCode = 0, command = '', code = '' } = fieldsOf(error);
  const refused = responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA');
  if (refused) return giveUp(`The mail server refused it (${responseCode}).`);
  if (responseCode > 0) return tryAgain(`The mail server answered ${responseCode}.`);
  if (mayHaveArrived)
    return giveUp('The mail server fell silent after it was given the mail; it may have arrived.');
  return tryAgain(`The mail server cannot be reached (${code || 'no reason given'}).`);
}

/** What nodemailer says beside the words. */
const Fields = z.object({
  responseCode: z.number().optional(),
  command: z.string().optional(),
  code: z.string().optional(),
});

const fieldsOf = (error: unknown) => Fields.safeParse(error).data ?? {};
