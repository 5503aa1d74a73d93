import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { asSlack, asTeams } from './letter.ts';
import { isPublicAddress, postWebhook, webhookRules } from './webhook.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return `http://127.0.0.1:${address.port}/hook`;
}

/** As in use, but for this machine itself. */
const here = { allows: (address: string) => address === '127.0.0.1', timeout: 500, plainHttp: true };

describe('a webhook', () => {
  it('gets the message', async () => {
    let body = '';
    const url = await serve((request, response) => {
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => response.end('ok'));
    });
    expect(await postWebhook(url, { text: 'Grüße' }, here)).toEqual({ state: 'sent' });
    expect(JSON.parse(body)).toEqual({ text: 'Grüße' });
  });

  it('that hangs is let go, and tried again', async () => {
    const url = await serve(() => undefined);
    expect(await postWebhook(url, {}, here)).toMatchObject({ state: 'waiting' });
  });

  it.each([
    [500, 'waiting'],
    [429, 'waiting'],
    [404, 'dead'],
  ])('that answers %i is %s', async (status, state) => {
    const url = await serve((_request, response) => response.writeHead(status).end());
    expect(await postWebhook(url, {}, here)).toMatchObject({ state });
  });

  it('that redirects is not followed', async () => {
    let followed = false;
    const target = await serve((_request, response) => {
      followed = true;
      response.end();
    });
    const url = await serve((_request, response) => response.writeHead(307, { location: target }).end());
    expect(await postWebhook(url, {}, here)).toMatchObject({ state: 'dead' });
    expect(followed).toBe(false);
  });

  it('inside a private network is refused before anything is sent, by address and by name', async () => {
    let reached = false;
    const url = await serve((_request, response) => {
      reached = true;
      response.end();
    });
    const rules = { ...webhookRules, plainHttp: true };
    const refused = { state: 'dead', error: 'The address lies inside a private network.' };
    expect(await postWebhook(url, {}, rules)).toEqual(refused);
    expect(await postWebhook(url.replace('127.0.0.1', 'localhost'), {}, rules)).toEqual(refused);
    expect(reached).toBe(false);
  });

  it('is https, without a password in its address', async () => {
    const url = await serve((_request, response) => response.end());
    expect(await postWebhook(url, {}, { ...here, plainHttp: false })).toMatchObject({ state: 'dead' });
    expect(await postWebhook(url.replace('//', '//user:password@'), {}, here)).toMatchObject({
      state: 'dead',
    });
  });

  it('is never named in what goes wrong', async () => {
    const secret = 'https://no-such-host.invalid/services/T0/B0/secret';
    expect(JSON.stringify(await postWebhook(secret, {}, webhookRules))).not.toMatch(/secret|invalid/);
  });
});

describe('addresses', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'not an address',
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false));

  it.each(['1.1.1.1', '172.32.0.1', '2606:4700::1111'])('%s is', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
});

describe('chat', () => {
  const letter = {
    subject: 'A <b> & c',
    sections: [
      { lines: [{ text: '<!channel>' }, { text: 'Open it', url: 'https://p.example.com/items/1' }] },
    ],
  };
  it('cannot be made to call a whole channel by what somebody typed', () => {
    expect(asSlack(letter)).toEqual({
      text: '*A &lt;b&gt; &amp; c*\n&lt;!channel&gt;\n<https://p.example.com/items/1|Open it>',
    });
  });
  it('gets a card in Teams', () => {
    expect(JSON.stringify(asTeams(letter))).toContain('"url":"https://p.example.com/items/1"');
  });
});
