import type { RequestContext } from '../context/request-context.ts';
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

/** Sends the 403, for an attack or for who asks; `id` is that of the finding or the decision. */
export function answerRefusal(context: RequestContext, id: string, cause: RefusalCause): void {
  const { answer, req } = context;
  if (answer === undefined || answer.hasEnded()) return;
  if (answer.hasBegun()) {
    answer.cut();
    return;
  }
  const { body, type } = refusalBody(req.headers.accept, id, cause);
  const headers = {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
  };
  answer.send(403, headers, body);
}
