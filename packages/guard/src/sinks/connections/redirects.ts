import { channel } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

const MAX_TARGETS = 500;
const MAX_ORIGINS = 20;
const MAX_HOPS = 10;
const originsByTarget = new Map<string, Set<string>>();

/**
 * Hosts whose answers redirected to `host`, nearest first, over several hops. Which of them the
 * current request asked for is the detection's question, so it does not matter whose answer it was.
 */
export function redirectedFrom(host: string): readonly string[] {
  const found = new Set<string>();
  let targets = [host];
  for (let hop = 0; hop < MAX_HOPS && targets.length > 0; hop += 1) {
    const next: string[] = [];
    for (const target of targets) {
      for (const origin of originsByTarget.get(target) ?? []) {
        if (origin === host || found.has(origin)) continue;
        found.add(origin);
        next.push(origin);
      }
    }
    targets = next;
  }
  return [...found];
}

/** Notes every redirect that a client of Node receives. Only watches: a throw here would be fatal. */
export function watchRedirects(): void {
  channel('http.client.response.finish').subscribe((message) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    const { location } = response.headers;
    if (location === undefined || !isRedirect(response.statusCode)) return;
    note(`${request.protocol}//${request.host}`, location);
  });
  channel('undici:request:headers').subscribe((message) => {
    const { request, response } = message as UndiciHeaders;
    if (!isRedirect(response.statusCode)) return;
    const location = headerIn(response.headers, 'location');
    if (location !== undefined) note(String(request.origin), location);
  });
}

interface UndiciHeaders {
  readonly request: { readonly origin: unknown };
  readonly response: { readonly statusCode: number; readonly headers: readonly Buffer[] };
}

function isRedirect(status: number | undefined): boolean {
  return status !== undefined && status >= 300 && status < 400;
}

function headerIn(headers: readonly Buffer[], name: string): string | undefined {
  for (let index = 0; index + 1 < headers.length; index += 2) {
    if (String(headers[index]).toLowerCase() === name) return String(headers[index + 1]);
  }
  return undefined;
}

function note(origin: string, location: string): void {
  try {
    const from = bare(new URL(origin).hostname);
    const to = bare(new URL(location, origin).hostname);
    if (from === to) return;
    if (originsByTarget.size >= MAX_TARGETS) originsByTarget.clear();
    const origins = originsByTarget.get(to) ?? new Set();
    if (origins.size < MAX_ORIGINS) origins.add(from);
    originsByTarget.set(to, origins);
  } catch {
    // No URL, no redirect that a client could follow.
  }
}

/** An IPv6 address without the brackets that a URL puts around it. */
function bare(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}
