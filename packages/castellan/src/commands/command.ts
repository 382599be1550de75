/** One command of `castellan`. Each lives in a folder of its own and stands in the table of `cli.ts`. */
export interface Command {
  /** As it is typed, one or more words: `guard tail`. */
  readonly name: string;
  /** One line, without a full stop. */
  readonly summary: string;
  /** What may follow the name, and what each flag means. */
  readonly usage: string;
  /** Full command lines. */
  readonly examples: readonly string[];
  /**
   * Runs with the arguments after the name; resolves to the exit code: 0 done, 1 failed, 2 misused.
   * Throws `UsageError` for arguments that it does not understand.
   */
  run(argv: readonly string[]): Promise<number>;
}
