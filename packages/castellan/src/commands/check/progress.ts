const clearLine = '\r\u001b[2K';

/** One line on a terminal that tells what is being done; silent elsewhere. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #total: number;
  #judged = 0;

  constructor(stream: NodeJS.WriteStream, total: number) {
    this.#stream = stream;
    this.#total = total;
  }

  collecting(title: string): void {
    this.#show(`reading ${title}`);
  }

  judging(rule: string): void {
    this.#judged += 1;
    this.#show(rule);
  }

  end(): void {
    if (this.#stream.isTTY) this.#stream.write(clearLine);
  }

  #show(text: string): void {
    if (!this.#stream.isTTY) return;
    const line = `${this.#judged}/${this.#total} ${text}`;
    this.#stream.write(clearLine + line.slice(0, (this.#stream.columns ?? 80) - 1));
  }
}
