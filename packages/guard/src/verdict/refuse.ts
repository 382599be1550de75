import type { RequestContext } from '../context/request-context.ts';
import { refusalBody } from './refusal-body.ts';

/**
 * Answers the request with a 403 that no code of the app can change or take back, or cuts the
 * connection (HTTP/2: the stream) when an answer has begun. Touches this request only.
 */
export function refuse(context: RequestContext, findingId: string): void {
  if (context.blockedBy !== undefined) return;
  context.blockedBy = findingId;
  const { answer, req } = context;
  if (answer === undefined || answer.hasEnded()) return;
  if (answer.hasBegun()) {
    answer.cut();
    return;
  }
  const { body, type } = refusalBody(req.headers.accept, findingId);
  const headers = {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
  };
  answer.send(403, headers, body);
}
