import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';

/**
 * One keep-alive connection that sends a request and waits for its whole answer. Knows just the
 * HTTP/1.1 that the apps speak: Content-Length, chunked, and answers without a body.
 */
export class Connection {
  readonly #port: number;
  #socket: Socket | undefined;
  #received = '';
  #settle: ((status: number) => void) | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /** Resolves to the answer's status, or 0 when the connection ended before it. */
  send(request: Buffer): Promise<number> {
    this.#socket ??= this.#open();
    this.#received = '';
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#socket?.write(request);
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #open(): Socket {
    const socket = connect(this.#port, '127.0.0.1');
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (text) => this.#take(String(text)));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = undefined;
      this.#finish(0);
    });
    return socket;
  }

  #take(text: string): void {
    this.#received += text;
    const end = this.#received.indexOf(HEAD_END);
    if (end < 0 || !isWhole(this.#received, end)) return;
    const status = Number(this.#received.slice(9, 12));
    if (/\r\nconnection: close\r\n/i.test(this.#received.slice(0, end + 2))) this.close();
    this.#finish(status);
  }

  #finish(status: number): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(status);
  }
}

function isWhole(received: string, headEnd: number): boolean {
  const bodyStart = headEnd + HEAD_END.length;
  const length = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, headEnd))?.[1];
  if (length !== undefined) return received.length - bodyStart >= Number(length);
  return received.endsWith('0\r\n\r\n') || / (?:204|304) /.test(received.slice(8, 14));
}
