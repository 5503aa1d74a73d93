import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  to: string[];
  /** As it came, headers and all. */
  raw: string;
  /** The same with its transfer encoding taken off. */
  text: string;
}

/** What the server does with a mail: take it, put it off, refuse it, or take it and then say nothing. */
export type Mood = 'takes' | 'busy' | 'refuses' | 'falls silent';

/** A real SMTP server on a free port. */
export async function mailServer() {
  const received: ReceivedMail[] = [];
  const state: { mood: Mood } = { mood: 'takes' };
  const say = (code: number) => Object.assign(new Error('as the test wants it'), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onRcptTo: (_address, _session, done) =>
      state.mood === 'refuses' ? done(say(550)) : state.mood === 'busy' ? done(say(451)) : done(),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        received.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw,
          text: decoded(raw),
        });
        if (state.mood !== 'falls silent') done();
        else for (const connection of server.connections) connection.close();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    received,
    is(mood: Mood) {
      state.mood = mood;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Quoted-printable, as far as mails of ours need it. */
function decoded(raw: string): string {
  const bytes = raw
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
