/** A server that was started for this run: its settings for the apps, and how to end it. */
export interface RunningServer {
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}
