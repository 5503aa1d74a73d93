import { lookup as resolve } from 'node:dns/promises';
import { request } from 'node:https';
import { request as plainRequest } from 'node:http';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { type Sent, giveUp, sent, tryAgain } from './sending.ts';

/** Ranges that no webhook lies in: this machine, private networks, link-local (cloud metadata), multicast, reserved. */
const innerIpv4 = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  innerIpv4.addSubnet(network, bits);

/** All of IPv6 but the global unicast range, and in it what wraps or documents addresses. */
const innerIpv6 = new BlockList();
for (const [network, bits] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  innerIpv6.addSubnet(network, bits, 'ipv6');

/** Whether an address lies in the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !innerIpv4.check(address);
  return family === 6 && !innerIpv6.check(address, 'ipv6');
}

export interface WebhookRules {
  /** Which addresses may be spoken to. */
  allows(address: string): boolean;
  /** How long all of it may take, in milliseconds. */
  timeout: number;
  /** Only in tests: a server without a certificate. */
  plainHttp?: boolean;
}

export const webhookRules: WebhookRules = { allows: isPublicAddress, timeout: 10_000 };

/**
 * Posts to an address that somebody typed in. Only https; the address that was checked is the one that is connected to,
 * so that a name cannot mean something else a moment later; redirects are not followed; what is answered is not read.
 */
export function postWebhook(url: string, body: object, rules: WebhookRules): Promise<Sent> {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target === null || !isAcceptable(target, rules))
    return Promise.resolve(giveUp('It is not an https address.'));
  const literal = target.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !rules.allows(literal)) return Promise.resolve(giveUp(refusal));
  const payload = JSON.stringify(body);
  return new Promise<Sent>((done) => {
    const outgoing = (target.protocol === 'http:' ? plainRequest : request)(
      target,
      {
        method: 'POST',
        lookup: checkedLookup(rules),
        // A connection is not kept: the next message may go somewhere else.
        agent: false,
        signal: AbortSignal.timeout(rules.timeout),
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) },
      },
      (response) => {
        done(outcomeOf(response.statusCode ?? 0));
        response.destroy();
      },
    );
    outgoing.on('error', (error) => done(failureOf(error)));
    outgoing.end(payload);
  });
}

const refusal = 'The address lies inside a private network.';

class Refused extends Error {}

function isAcceptable({ protocol, username, password }: URL, { plainHttp }: WebhookRules): boolean {
  return (
    (protocol === 'https:' || (plainHttp === true && protocol === 'http:')) &&
    username === '' &&
    password === ''
  );
}

const checkedLookup =
  ({ allows }: WebhookRules): LookupFunction =>
  (hostname, options, answer) => {
    resolve(hostname, { ...options, all: true }).then(
      (found) => {
        const [first] = found;
        if (first === undefined || !found.every(({ address }) => allows(address)))
          answer(new Refused(refusal), '', 0);
        else if (options.all === true) answer(null, found);
        else answer(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => answer(error, '', 0),
    );
  };

function outcomeOf(status: number): Sent {
  if (status >= 200 && status < 300) return sent;
  if (status >= 300 && status < 400) return giveUp('It answered with a redirect, which is not followed.');
  if (status >= 500 || status === 408 || status === 429) return tryAgain(`It answered ${status}.`);
  return giveUp(`It answered ${status}. Make the webhook anew and paste its address.`);
}

/** The words of the system would name the address, which is a secret: only its kind of failure is told. */
function failureOf(error: Error & { code?: string }): Sent {
  if (error instanceof Refused) return giveUp(refusal);
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return tryAgain('It did not answer in time.');
  return tryAgain(`It cannot be reached (${error.code ?? 'no reason given'}).`);
}
