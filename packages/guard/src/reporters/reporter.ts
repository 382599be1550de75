import type { Finding, Heartbeat } from '@castellan/core';

/** A place where findings go. No method throws, blocks the app for long, or keeps the process alive. */
export interface Reporter {
  readonly name: string;
  report(finding: Finding): void;
  heartbeat(heartbeat: Heartbeat): void;
  /** Resolves once everything reported so far was delivered or given up; never rejects. */
  flush(): Promise<void>;
  /** Delivers what is left, synchronously: the process is about to end. */
  close(): void;
  /** Findings that could not be delivered and are gone, repeats included. */
  readonly lost: number;
}
