/** The command line makes no sense; the message says why in one sentence. Ends in exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
