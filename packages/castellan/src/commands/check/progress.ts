const clearLine = '\r\u001b[2K';

/** One line on a terminal that tells what is being done; silent elsewhere. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #total: number;
  #judged = 0;
  #stage = '';

  /** Without a `total` rules are not counted. */
  constructor(stream: NodeJS.WriteStream, total: number) {
    this.#stream = stream;
    this.#total = total;
  }

  collecting(title: string): void {
    this.#show(`reading ${title}`);
  }

  /** What the rules are judging from now on. */
  stage(what: string): void {
    this.#stage = `${what}: `;
  }

  judging(rule: string): void {
    this.#judged += 1;
    this.#show(rule);
  }

  /** Any other thing that is being done. */
  show(text: string): void {
    this.#show(text);
  }

  end(): void {
    if (this.#stream.isTTY) this.#stream.write(clearLine);
  }

  #show(text: string): void {
    if (!this.#stream.isTTY) return;
    const count = this.#total > 0 ? `${this.#judged}/${this.#total} ` : '';
    const line = `${count}${this.#stage}${text}`;
    this.#stream.write(clearLine + line.slice(0, (this.#stream.columns ?? 80) - 1));
  }
}
