import type { RequestContext } from '../context/request-context.ts';

/** Bytes of a request's body as the client told them; one that does not tell may send any amount. */
export function bodyLength({ req: { headers } }: RequestContext): number {
  if (headers['transfer-encoding'] !== undefined) return Number.MAX_SAFE_INTEGER;
  return Number(headers['content-length'] ?? 0) || 0;
}
