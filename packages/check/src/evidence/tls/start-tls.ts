import type { StartTls } from '../../analysis/tls/server-facts.ts';
import { type Conversation, ConversationFailed, TlsRefused } from './conversation.ts';

/** Characters of what a server says. */
const mostShown = 200;

/** How each protocol is asked for TLS; rejects when the server does not want to. */
export const startTls: Readonly<Record<StartTls, (talk: Conversation) => Promise<void>>> = {
  /** RFC 3207. */
  async smtp(talk) {
    await reply(talk, '220');
    talk.write('EHLO castellan-check.invalid\r\n');
    const offers = await reply(talk, '250');
    if (!offers.some((line) => /^\d{3}.STARTTLS$/i.test(line))) refuseTls('it offers no STARTTLS');
    talk.write('STARTTLS\r\n');
    const [answer = ''] = await reply(talk, '');
    // 454 and the like are for now alone.
    if (answer.startsWith('5')) refuseTls(`it offers STARTTLS and refuses it: ${answer}`);
    if (!answer.startsWith('220')) refuse(answer);
  },
  /** RFC 9051. */
  async imap(talk) {
    await expectLine(talk, /^\* (OK|PREAUTH)/i);
    talk.write('a1 STARTTLS\r\n');
    let line = await talk.line();
    while (!line.startsWith('a1 ')) line = await talk.line();
    if (!/^a1 OK/i.test(line)) refuse(line);
  },
  /** RFC 2595. */
  async pop3(talk) {
    await expectLine(talk, /^\+OK/);
    talk.write('STLS\r\n');
    await expectLine(talk, /^\+OK/);
  },
  /** RFC 4217. */
  async ftp(talk) {
    await reply(talk, '220');
    talk.write('AUTH TLS\r\n');
    await reply(talk, '234');
  },
  /** RFC 4511: an extended request, and a response whose result is 0. */
  async ldap(talk) {
    const name = Buffer.from('1.3.6.1.4.1.1466.20037');
    const request = [0x77, name.length + 2, 0x80, name.length, ...name];
    talk.write(Uint8Array.from([0x30, request.length + 3, 2, 1, 1, ...request]));
    const [tag, length] = await talk.bytes(2);
    if (tag !== 0x30 || length === undefined || length > 127) refuse('no answer of LDAP');
    const body = await talk.bytes(length);
    const result = body.indexOf(0x0a);
    if (body[3] !== 0x78 || body[result + 1] !== 1 || body[result + 2] !== 0)
      refuseTls('it offers no StartTLS');
  },
  /** An SSLRequest, answered by one letter. */
  async postgres(talk) {
    talk.write(Uint8Array.from([0, 0, 0, 8, 4, 210, 22, 47]));
    const [letter] = await talk.bytes(1);
    if (letter !== 0x53) refuseTls('it offers no TLS');
  },
  /**
   * The server greets; a request with the flag for TLS and no name follows. Each look is a broken handshake
   * to it: one that resolves names shuts a host out after `max_connect_errors` of them (100 by default).
   */
  async mysql(talk) {
    const head = await talk.bytes(4);
    const greeting = await talk.bytes(head[0]! + head[1]! * 256 + head[2]! * 65_536);
    // An error: a number of two bytes, and why, such as a host that it takes no connection of.
    if (greeting[0] === 0xff) refuse(Buffer.from(greeting.subarray(3)).toString('latin1'));
    const afterVersion = greeting.indexOf(0, 1) + 1;
    const capabilities = greeting[afterVersion + 13]! + greeting[afterVersion + 14]! * 256;
    if (greeting[0] !== 10 || (capabilities & 0x0800) === 0) refuseTls('it offers no TLS');
    // CLIENT_PROTOCOL_41, CLIENT_SSL and CLIENT_SECURE_CONNECTION; utf8mb4.
    const flags = [0x00, 0x8a, 0x00, 0x00, 0, 0, 0, 1, 45];
    talk.write(Uint8Array.from([32, 0, 0, 1, ...flags, ...Array.from({ length: 23 }, () => 0)]));
  },
  /** RFC 6120. */
  async xmpp(talk) {
    talk.write(
      "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>",
    );
    const features = await talk.text('</stream:features>');
    if (!features.includes('<starttls')) refuseTls('it offers no starttls');
    talk.write("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    const answer = await talk.text('>');
    if (!answer.includes('<proceed')) refuse('it does not proceed');
  },
};

/** All lines of a reply (`250-a`, `250 b`) that must carry the code. */
async function reply(talk: Conversation, code: string): Promise<string[]> {
  const lines: string[] = [];
  for (;;) {
    const line = await talk.line();
    lines.push(line);
    if (!/^\d{3}-/.test(line) && /^\d{3}( |$)/.test(line)) break;
  }
  const last = lines.at(-1)!;
  if (!last.startsWith(code)) refuse(last);
  return lines;
}

async function expectLine(talk: Conversation, wanted: RegExp): Promise<void> {
  const line = await talk.line();
  if (!wanted.test(line)) refuse(line);
}

function refuse(reason: string): never {
  throw new ConversationFailed(reason.slice(0, mostShown));
}

function refuseTls(reason: string): never {
  throw new TlsRefused(reason.slice(0, mostShown));
}
