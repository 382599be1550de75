import { cipherSuites } from '../../analysis/tls/cipher-suites.ts';
import { ByteReader, Truncated } from './bytes.ts';
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
const maxRecord = 2 ** 14 + 2048;
const contents = { alert: 21, handshake: 22 } as const;
const messages = { hello: 2, certificate: 11, keyExchange: 12, done: 14 } as const;

/** Reads a server's first flight as its bytes come; linear in them and bounded. Never throws. */
export class Flight {
  readonly #reach: Reach;
  #pending: Uint8Array = new Uint8Array(0);
  #chunks: Uint8Array[] = [];
  #chunkBytes = 0;
  #wanted = 5;
  #messages: Uint8Array = new Uint8Array(0);
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
    this.#chunks.push(chunk);
    this.#chunkBytes += chunk.length;
    // Joined only when a whole record is there: a server that drips bytes costs no more.
    if (this.#pending.length + this.#chunkBytes < this.#wanted) return undefined;
    this.#pending = Buffer.concat([this.#pending, ...this.#chunks]);
    this.#chunks = [];
    this.#chunkBytes = 0;
    try {
      return this.#records();
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

  #records(): Said | undefined {
    for (;;) {
      const head = this.#pending;
      this.#wanted = 5;
      if (head.length < 5) return undefined;
      const type = head[0]!;
      if (type < 20 || type > 24 || head[1] !== 3) return this.end('it does not speak TLS');
      const length = head[3]! * 256 + head[4]!;
      if (length > maxRecord) return this.end(`a record of ${length} bytes`);
      this.#wanted = 5 + length;
      if (head.length < this.#wanted) return undefined;
      const body = head.subarray(5, this.#wanted);
      this.#pending = head.subarray(this.#wanted);
      const said = this.#record(type, body);
      if (said) return said;
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
    this.#messages = Buffer.concat([this.#messages, body]);
    return this.#wholeMessages();
  }

  #wholeMessages(): Said | undefined {
    let at = 0;
    const bytes = this.#messages;
    while (bytes.length - at >= 4) {
      const length = new ByteReader(bytes.subarray(at + 1)).number(3);
      if (length > maxBytes) return this.end(`a message of ${length} bytes`);
      if (bytes.length - at - 4 < length) break;
      const said = this.#message(bytes[at]!, bytes.subarray(at + 4, at + 4 + length));
      if (said) return said;
      at += 4 + length;
    }
    this.#messages = bytes.subarray(at);
    return undefined;
  }

  #message(type: number, body: Uint8Array): Said | undefined {
    if (this.#hello === undefined) {
      if (type !== messages.hello) return this.end(`message ${type} came before a ServerHello`);
      this.#hello = serverHelloOf(body);
      return this.#isEnough() ? this.#said(this.#hello) : undefined;
    }
    if (type === messages.certificate) this.#certificates = certificatesOf(body);
    if (type === messages.keyExchange) this.#keyExchange = this.#exchange(body);
    const isLast =
      type === messages.done ||
      (type === messages.certificate && this.#reach === 'certificate') ||
      (type === messages.keyExchange && this.#reach === 'key exchange');
    return isLast ? this.#said(this.#hello) : undefined;
  }

  /** After the ServerHello of TLS 1.3 all is encrypted. */
  #isEnough(): boolean {
    return this.#reach === 'hello' || (this.#hello?.version ?? 0) >= 0x0304;
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
