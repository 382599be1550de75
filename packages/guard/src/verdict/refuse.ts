import type { RequestContext } from '../context/request-context.ts';
import { enforcement } from './enforcement.ts';
import { type RefusalCause, refusalBody } from './refusal-body.ts';

/**
 * Answers the request with a 403 that no code of the app can change or take back, or cuts the
 * connection (HTTP/2: the stream) when an answer has begun. Touches this request only.
 */
export function refuse(context: RequestContext, findingId: string): void {
  if (context.blockedBy !== undefined) return;
  context.blockedBy = findingId;
  answerRefusal(context, findingId, 'attack');
}

/**
 * Sends the refusal, for an attack or for who asks; `id` is that of the finding or the decision. 403,
 * or 429 where asking again later may help.
 */
export function answerRefusal(
  context: RequestContext,
  id: string,
  cause: RefusalCause,
  retryAfterSeconds?: number,
): void {
  const { answer, req } = context;
  if (answer === undefined || answer.hasEnded()) return;
  if (answer.hasBegun()) {
    answer.cut();
    return;
  }
  const { body, type } = refusalBody(req.headers.accept, id, cause, stepUpPath(cause));
  const headers = {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
    ...(retryAfterSeconds !== undefined && { 'retry-after': retryAfterSeconds }),
  };
  answer.send(cause === 'limit' ? 429 : 403, headers, body);
}

/** Where the proof can be given, when the app says so and it is one path. */
function stepUpPath(cause: RefusalCause): string | undefined {
  if (cause !== 'step-up') return undefined;
  const [path] = enforcement().configuration.stepUpPaths;
  return path?.includes('*') === true ? undefined : path;
}
