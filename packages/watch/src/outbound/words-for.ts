import { InnerAddress } from './resolve-public.ts';

/** Why something was not reached, in words for people. */
export function wordsFor(error: unknown, timeoutMs: number): string {
  if (error instanceof InnerAddress) return error.message;
  // `node:http` wraps the signal's own reason.
  if (error instanceof Error && ['TimeoutError', 'AbortError'].includes(error.name)) {
    return `gave no answer within ${timeoutMs / 1_000} s`;
  }
  // Of an attempt on several addresses the first failure tells enough.
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const { code, message } = first as { code?: unknown; message?: unknown };
  const reason = typeof message === 'string' && message !== '' ? message : String(code);
  return `was not reached: ${reason}`;
}
