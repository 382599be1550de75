const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** As shells say it. */
export const interruptedCode = 130;

/**
 * What people do to end a run. Before it began, and the second time, this process ends at once; in
 * between, the run ends where it is, and tells what it saw until then.
 */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #onSignal = (): void => this.#end();
  #isRunning = false;

  constructor() {
    for (const name of endings) process.on(name, this.#onSignal);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** From now on there is something to tell. */
  runs(): void {
    this.#isRunning = true;
  }

  stop(): void {
    for (const name of endings) process.off(name, this.#onSignal);
  }

  #end(): void {
    // What was started ends with this process: see `startApp`.
    if (!this.#isRunning || this.signal.aborted) process.exit(interruptedCode);
    process.stderr.write('castellan: the run ends here; interrupt once more to leave at once\n');
    this.#controller.abort();
  }
}
