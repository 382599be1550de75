import type { Socket } from 'node:net';

const maxPlainBytes = 65_536;

/** The other side ended, or said something that has no place here. */
export class ConversationFailed extends Error {
  override readonly name: string = 'ConversationFailed';
}

/** The other side understands what it is asked for, and does no TLS. */
export class TlsRefused extends ConversationFailed {
  override readonly name = 'TlsRefused';
}

/** Plain text that is spoken before TLS begins, with all that was read bounded. */
export class Conversation {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #isEnded = false;
  #wake: (() => void) | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', this.#take);
    socket.on('close', this.#end);
    socket.on('end', this.#end);
  }

  write(data: string | Uint8Array): void {
    this.#socket.write(data);
  }

  /** The first bytes, once there are so many. */
  async bytes(length: number): Promise<Uint8Array> {
    await this.#until(() => this.#received.length >= length);
    return this.#cut(length);
  }

  /** A line without its end. */
  async line(): Promise<string> {
    await this.#until(() => this.#received.includes(10));
    return Buffer.from(this.#cut(this.#received.indexOf(10) + 1))
      .toString('latin1')
      .trimEnd();
  }

  /** All text up to and with `mark`. */
  async text(mark: string): Promise<string> {
    await this.#until(() => this.#received.includes(mark));
    const length = this.#received.indexOf(mark) + mark.length;
    return Buffer.from(this.#cut(length)).toString('latin1');
  }

  /** Leaves the socket alone. What came early is dropped: it is not protected by TLS. */
  release(): void {
    this.#socket.pause();
    this.#socket.off('data', this.#take);
    this.#socket.off('close', this.#end);
    this.#socket.off('end', this.#end);
  }

  readonly #take = (chunk: Buffer): void => {
    this.#received = Buffer.concat([this.#received, chunk]);
    if (this.#received.length > maxPlainBytes) this.#isEnded = true;
    this.#wake?.();
  };

  readonly #end = (): void => {
    this.#isEnded = true;
    this.#wake?.();
  };

  async #until(isThere: () => boolean): Promise<void> {
    while (!isThere()) {
      if (this.#isEnded) throw new ConversationFailed('it ended before TLS began');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #cut(length: number): Uint8Array {
    const front = this.#received.subarray(0, length);
    this.#received = this.#received.subarray(length);
    return front;
  }
}
