import { isIP } from 'node:net';

/** For whom a passkey is made; a browser gives it to nobody else. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whom the console's passkeys are for; `undefined` where browsers make none: at a bare address, and
 * without TLS. On one's own machine that is `localhost`, by whichever of its names it was started.
 */
export function relyingPartyOf({
  protocol,
  hostname,
  port,
  origin,
}: URL): RelyingParty | undefined {
  if (loopbackNames.has(hostname)) {
    return { id: 'localhost', origin: `${protocol}//localhost${port === '' ? '' : `:${port}`}` };
  }
  const isAddress = isIP(hostname) !== 0 || hostname.startsWith('[');
  return protocol === 'https:' && !isAddress ? { id: hostname, origin } : undefined;
}
