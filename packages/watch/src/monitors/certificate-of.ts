import { connect, isIP, type Socket } from 'node:net';
import {
  checkServerIdentity,
  connect as secure,
  type SecureContextOptions,
  type TLSSocket,
} from 'node:tls';
import type { Reach } from '../outbound/exchange.ts';
import { resolvePublic } from '../outbound/resolve-public.ts';

/** How a server is asked for TLS. */
export const protocols = ['tls', 'smtp', 'imap', 'pop3', 'postgres'] as const;
type Protocol = (typeof protocols)[number];

export interface Certificate {
  readonly from: Date;
  readonly until: Date;
  readonly issuer: string;
  /** Why a client would not take it; `undefined` when it would. */
  readonly refusal: string | undefined;
}

/** What the server says last before it is asked, and before TLS begins. */
interface Opening {
  /** Matches when the server has said all that comes before the question. */
  readonly greeting?: RegExp;
  readonly question: string | Buffer;
  readonly yes: RegExp;
}

/** RFC 3207 (SMTP), RFC 2595 (IMAP and POP3), PostgreSQL's SSLRequest. */
const openings: Readonly<Record<Exclude<Protocol, 'tls'>, readonly Opening[]>> = {
  smtp: [
    { greeting: /^220 .*\r?\n$/m, question: 'EHLO castellan\r\n', yes: /^250 .*\r?\n$/m },
    { question: 'STARTTLS\r\n', yes: /^220 .*\r?\n/m },
  ],
  imap: [{ greeting: /^\* OK.*\r?\n$/m, question: 'a STARTTLS\r\n', yes: /^a OK.*\r?\n/m }],
  pop3: [{ greeting: /^\+OK.*\r?\n$/m, question: 'STLS\r\n', yes: /^\+OK.*\r?\n/m }],
  postgres: [{ question: Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]), yes: /^S/ }],
};
const maxAnswer = 16_384;

/** A server that is asked for TLS. */
export interface TlsPlace {
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
}

/** The certificate that a server shows. Rejects when there is none to be seen. */
export async function certificateOf(place: TlsPlace, reach: Reach): Promise<Certificate> {
  return withTls(place, reach, {}, (tls) => readCertificate(tls, place.host));
}

/**
 * Does something with a connection over which TLS has begun, and hangs up. Rejects when the server
 * does not agree to TLS as the options want it.
 */
export async function withTls<Result>(
  { host, port, protocol }: TlsPlace,
  { innerNetworks, timeoutMs, signal }: Reach,
  options: SecureContextOptions,
  act: (tls: TLSSocket) => Result,
): Promise<Result> {
  const [{ address }] = await resolvePublic(host, innerNetworks);
  const socket = connect({ host: address, port });
  const timer = setTimeout(
    () => socket.destroy(new Error(`no certificate within ${timeoutMs / 1_000} s`)),
    timeoutMs,
  );
  const stop = (): void => void socket.destroy(new Error('it took too long'));
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await event(socket, 'connect');
    if (protocol !== 'tls') for (const opening of openings[protocol]) await open(socket, opening);
    return act(await handshake(socket, host, options));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    socket.destroy();
  }
}

async function handshake(
  socket: Socket,
  host: string,
  options: SecureContextOptions,
): Promise<TLSSocket> {
  const tls = secure({
    socket,
    // What nobody vouches for is to be looked at, too; nothing is sent over it.
    rejectUnauthorized: false,
    ...(isIP(host) === 0 && { servername: host }),
    ...options,
  });
  await event(tls, 'secureConnect');
  return tls;
}

/** What the server of a connection shows. */
export function readCertificate(tls: TLSSocket, host: string): Certificate {
  const shown = tls.getPeerCertificate();
  const [from, until] = [new Date(shown.valid_from), new Date(shown.valid_to)];
  if (Number.isNaN(from.getTime() + until.getTime())) throw new Error('it showed no certificate');
  const { O: organisation, CN: name } = shown.issuer;
  const refusal = tls.authorized ? checkServerIdentity(host, shown)?.message : reasonOf(tls);
  return { from, until, issuer: [organisation, name].flat().filter(Boolean).join(', '), refusal };
}

function reasonOf({ authorizationError: error }: TLSSocket): string {
  // A code such as CERT_HAS_EXPIRED, whatever the types say.
  return error instanceof Error ? error.message : String(error);
}

async function open(socket: Socket, { greeting, question, yes }: Opening): Promise<void> {
  if (greeting !== undefined) await heard(socket, greeting);
  socket.write(question);
  await heard(socket, yes);
}

/** Reads until the text fits. Rejects when the server says too much else, or hangs up. */
function heard(socket: Socket, wanted: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    const done = (error?: Error): void => {
      socket.off('data', onData).off('error', done).off('close', onClose);
      socket.pause();
      if (error === undefined) resolve();
      else reject(error);
    };
    const onData = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      if (wanted.test(text)) done();
      else if (text.length > maxAnswer) done(new Error('it says something else than expected'));
    };
    const onClose = (): void => done(new Error(`it hung up: ${text.trim().slice(0, 100)}`));
    socket.on('data', onData).on('error', done).on('close', onClose);
    socket.resume();
  });
}

function event(socket: Socket, name: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(name, resolve);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('it hung up')));
  });
}
