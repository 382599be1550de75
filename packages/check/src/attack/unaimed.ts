import type { SentRequest } from '../analysis/attack/record.ts';

/** What stands in a kept request for the run's own address. */
const place = '{castellan-call-back}';

/** The request without the address of the run that made it, whose port is somebody else's by now. */
export function unaimed(request: SentRequest, host: string): SentRequest {
  return changed(request, host, place);
}

/** The request with the address of the run that sends it now. */
export function aimed(request: SentRequest, host: string): SentRequest {
  return changed(request, place, host);
}

function changed(request: SentRequest, from: string, to: string): SentRequest {
  const swap = (text: string): string =>
    text.replaceAll(from, to).replaceAll(encodeURIComponent(from), encodeURIComponent(to));
  return {
    ...request,
    path: swap(request.path),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, swap(value)]),
    ),
    ...(request.body !== undefined && { body: swap(request.body) }),
  };
}
