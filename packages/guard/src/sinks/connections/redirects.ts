import { channel } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { currentRequest, type RequestContext } from '../../context/request-context.ts';

const MAX_TARGETS = 100;
const MAX_ORIGINS = 20;
const MAX_HOPS = 10;
type OriginsByTarget = Map<string, Set<string>>;

const redirects = new WeakMap<RequestContext, OriginsByTarget>();
/** On whose behalf a client's request was made: its answer may come in another's asynchronous context. */
const askers = new WeakMap<object, RequestContext>();

/** Hosts whose answers redirected this request to `host`, nearest first, over several hops. */
export function redirectedFrom(context: RequestContext, host: string): readonly string[] {
  const originsByTarget = redirects.get(context);
  if (originsByTarget === undefined) return [];
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
  for (const name of ['http.client.request.start', 'undici:request:create']) {
    channel(name).subscribe((message) => {
      const context = currentRequest();
      if (context !== undefined) askers.set((message as { request: object }).request, context);
    });
  }
  channel('http.client.response.finish').subscribe((message) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    const { location } = response.headers;
    if (location === undefined || !isRedirect(response.statusCode)) return;
    note(request, `${request.protocol}//${request.host}`, location);
  });
  channel('undici:request:headers').subscribe((message) => {
    const { request, response } = message as UndiciHeaders;
    if (!isRedirect(response.statusCode)) return;
    const location = headerIn(response.headers, 'location');
    if (location !== undefined) note(request, String(request.origin), location);
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

function note(request: object, origin: string, location: string): void {
  const context = askers.get(request);
  if (context === undefined) return;
  try {
    const from = bare(new URL(origin).hostname);
    const to = bare(new URL(location, origin).hostname);
    if (from !== to) remember(context, from, to);
  } catch {
    // No URL, no redirect that a client could follow.
  }
}

function remember(context: RequestContext, from: string, to: string): void {
  const originsByTarget: OriginsByTarget = redirects.get(context) ?? new Map();
  redirects.set(context, originsByTarget);
  const origins = originsByTarget.get(to) ?? new Set();
  if (origins.size < MAX_ORIGINS) origins.add(from);
  if (originsByTarget.size < MAX_TARGETS) originsByTarget.set(to, origins);
}

/** An IPv6 address without the brackets that a URL puts around it. */
function bare(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}
