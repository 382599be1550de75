import { cipherSuites } from '../../analysis/tls/cipher-suites.ts';
import { ByteReader, Truncated } from './bytes.ts';
import { Gathered } from './gathered.ts';
import {
  certificatesOf,
  type KeyExchange,
  keyExchangeOf,
  type ServerHello,
  serverHelloOf,
} from './server-hello.ts';

/** How far a server's first flight is read. */
export type Reach = 'hello' | 'key exchange' | 'certificate';

/** What a server answered to a ClientHello. */
export type Said =
  | {
      readonly kind: 'hello';
      readonly hello: ServerHello;
      readonly keyExchange?: KeyExchange;
      readonly certificates?: readonly Uint8Array[];
    }
  | { readonly kind: 'alert'; readonly code: number }
  /** Something else than TLS, or TLS that breaks its own rules. */
  | { readonly kind: 'nonsense'; readonly reason: string };

const maxBytes = 200_000;
/** Type, version and length of a record; type and length of a message. */
const recordHead = 5;
const messageHead = 4;
const maxRecord = 2 ** 14 + 2048;
const contents = { alert: 21, handshake: 22 } as const;
const messages = { hello: 2, certificate: 11, keyExchange: 12, done: 14 } as const;

/** Reads a server's first flight as its bytes come; linear in them and bounded. Never throws. */
export class Flight {
  readonly #reach: Reach;
  readonly #received = new Gathered(recordHead);
  readonly #messages = new Gathered(messageHead);
  #bytes = 0;
  #hello: ServerHello | undefined;
  #keyExchange: KeyExchange | undefined;
  #certificates: readonly Uint8Array[] | undefined;

  constructor(reach: Reach) {
    this.#reach = reach;
  }

  /** What the server said, once it is known. */
  push(chunk: Uint8Array): Said | undefined {
    this.#bytes += chunk.length;
    if (this.#bytes > maxBytes) return this.end('it sent more than a handshake takes');
    const bytes = this.#received.push(chunk);
    if (bytes === undefined) return undefined;
    try {
      return this.#records(bytes);
    } catch (error) {
      if (error instanceof Truncated) return this.end(error.message);
      throw error;
    }
  }

  /** What there is when no more will come: the ServerHello if it was whole. */
  end(reason: string): Said {
    return this.#hello === undefined ? { kind: 'nonsense', reason } : this.#said(this.#hello);
  }

  get isEmpty(): boolean {
    return this.#bytes === 0;
  }

  #records(bytes: Uint8Array): Said | undefined {
    let rest = bytes;
    for (;;) {
      if (rest.length < recordHead) {
        this.#received.keep(rest, recordHead);
        return undefined;
      }
      const [type = 0, major] = rest;
      if (type < 20 || type > 24 || major !== 3) return this.end('it does not speak TLS');
      const length = rest[3]! * 256 + rest[4]!;
      if (length > maxRecord) return this.end(`a record of ${length} bytes`);
      const end = recordHead + length;
      if (rest.length < end) {
        this.#received.keep(rest, end);
        return undefined;
      }
      const said = this.#record(type, rest.subarray(recordHead, end));
      if (said) return said;
      rest = rest.subarray(end);
    }
  }

  #record(type: number, body: Uint8Array): Said | undefined {
    if (type === contents.alert) {
      // A warning (unrecognized name, say) does not end the handshake.
      if (body.length === 2 && body[0] === 1 && body[1] !== 0) return undefined;
      if (body.length !== 2) return this.end('an alert that is none');
      return this.#hello ? this.#said(this.#hello) : { kind: 'alert', code: body[1]! };
    }
    if (type !== contents.handshake) return undefined;
    const bytes = this.#messages.push(body);
    return bytes && this.#wholeMessages(bytes);
  }

  #wholeMessages(bytes: Uint8Array): Said | undefined {
    let rest = bytes;
    for (;;) {
      if (rest.length < messageHead) {
        this.#messages.keep(rest, messageHead);
        return undefined;
      }
      const end = messageHead + new ByteReader(rest.subarray(1)).number(3);
      if (end > maxBytes) return this.end(`a message of ${end} bytes`);
      if (rest.length < end) {
        this.#messages.keep(rest, end);
        return undefined;
      }
      const said = this.#message(rest[0]!, rest.subarray(messageHead, end));
      if (said) return said;
      rest = rest.subarray(end);
    }
  }

  #message(type: number, body: Uint8Array): Said | undefined {
    if (this.#hello === undefined) {
      if (type !== messages.hello) return this.end(`message ${type} came before a ServerHello`);
      this.#hello = serverHelloOf(body);
      return this.#isEnough(this.#hello) ? this.#said(this.#hello) : undefined;
    }
    if (type === messages.certificate) this.#certificates = certificatesOf(body);
    if (type === messages.keyExchange) this.#keyExchange = this.#exchange(body);
    const isLast =
      type === messages.done ||
      (type === messages.certificate && this.#reach === 'certificate') ||
      (type === messages.keyExchange && this.#reach === 'key exchange');
    return isLast ? this.#said(this.#hello) : undefined;
  }

  /** After the ServerHello of TLS 1.3 all is encrypted; not every suite has a key exchange to wait for. */
  #isEnough({ version, suite }: ServerHello): boolean {
    if (this.#reach === 'hello' || version >= 0x0304) return true;
    return this.#reach === 'key exchange' && !cipherSuites.get(suite)?.hasForwardSecrecy;
  }

  #exchange(body: Uint8Array): KeyExchange | undefined {
    const suite = cipherSuites.get(this.#hello?.suite ?? 0);
    return suite && keyExchangeOf(body, suite.agreement, suite.name.includes('_PSK_'));
  }

  #said(hello: ServerHello): Said {
    return {
      kind: 'hello',
      hello,
      ...(this.#keyExchange && { keyExchange: this.#keyExchange }),
      ...(this.#certificates && { certificates: this.#certificates }),
    };
  }
}
