import { addInput, type Endpoint, type Endpoints, parameterNames } from '../endpoint.ts';
import { isPage } from '../prove-answers.ts';
import type { Exchange, Prober } from '../prober.ts';
import { type PageForm, pageLinks } from './page-links.ts';

const maxPages = 150;
const maxPerPattern = 3;
/** What would end the session that the run was given. */
export const endsSession: RegExp = /log-?out|sign-?out|log-?off/i;

/** Follows links and forms of the app's own pages, by GET alone. */
export async function crawl(
  endpoints: Endpoints,
  prober: Prober,
  onPage: (page: Exchange) => void = () => undefined,
): Promise<void> {
  const waiting = ['/', ...startsAmong(endpoints)];
  const seen = new Set(waiting);
  const byPattern = new Map<Endpoint, number>();
  for (let pages = 0; pages < maxPages; pages += 1) {
    const path = waiting.shift();
    if (path === undefined) return;
    if (endsSession.test(path)) continue;
    const known = endpoints.matching('GET', new URL(path, prober.origin).pathname)?.endpoint;
    if (known !== undefined) {
      const count = (byPattern.get(known) ?? 0) + 1;
      byPattern.set(known, count);
      if (count > maxPerPattern) continue;
    }
    const page = await prober.send({ method: 'GET', path, headers: { accept: 'text/html' } });
    onPage(page);
    const { answer, over } = page;
    if (answer === undefined || answer.status === 404) continue;
    noteAddress(endpoints, path, 'crawl', prober.origin, over?.route);
    const links = isPage(answer) ? pageLinks(answer.body) : { links: [], forms: [] };
    for (const form of links.forms) noteForm(endpoints, form, path, prober.origin);
    for (const link of [...links.links, answer.headers.location ?? '']) {
      const next = inside(link, path, prober.origin);
      if (next === undefined || seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
}

/** Pages that nothing needs to be known for. */
function startsAmong(endpoints: Endpoints): string[] {
  return endpoints
    .list()
    .filter(({ method, pattern }) => method === 'GET' && parameterNames(pattern).length === 0)
    .map(({ pattern }) => pattern);
}

function inside(link: string, from: string, origin: URL): string | undefined {
  const base = new URL(from, origin);
  if (link === '' || !URL.canParse(link, base.href)) return undefined;
  const url = new URL(link, base);
  return url.origin === origin.origin ? url.pathname + url.search : undefined;
}

/** Makes an address known: its route, and the values that it carries as samples. */
export function noteAddress(
  endpoints: Endpoints,
  address: string,
  from: string,
  origin: URL,
  route?: string,
  method = 'GET',
): Endpoint {
  const url = new URL(address, origin);
  let known = endpoints.matching(method, url.pathname);
  if (known === undefined && route === undefined) {
    endpoints.at(method, withoutIds(url.pathname), from);
    known = endpoints.matching(method, url.pathname);
  }
  const endpoint = known?.endpoint ?? endpoints.at(method, route ?? url.pathname, from);
  endpoint.from.add(from);
  const params = [...endpoint.inputs.values()].filter(({ carrier }) => carrier === 'path');
  for (const [index, value] of (known?.values ?? []).entries()) {
    const input = params[index];
    if (input !== undefined && input.sample === undefined) input.sample = value;
  }
  for (const [name, value] of url.searchParams)
    addInput(endpoint, { carrier: 'query', name, ...(value !== '' && { sample: value }) });
  return endpoint;
}

const id = /^(?:\d+|[0-9a-f]{24}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** A path whose numbers and ids are parameters: `/orders/11` is one of many, and the route is `/orders/:id`. */
export function withoutIds(pathname: string): string {
  let count = 0;
  const named = (): string => {
    count += 1;
    return count === 1 ? ':id' : `:id${count}`;
  };
  return pathname
    .split('/')
    .map((part) => (id.test(part) ? named() : part))
    .join('/');
}

function noteForm(endpoints: Endpoints, form: PageForm, page: string, origin: URL): void {
  const action = inside(form.action === '' ? page : form.action, page, origin);
  if (action === undefined) return;
  const endpoint = noteAddress(endpoints, action, 'crawl', origin, undefined, form.method);
  const isBody = form.method !== 'GET';
  if (isBody && form.fields.length > 0)
    endpoint.bodyForm ??= form.isMultipart ? 'multipart' : 'form';
  for (const { name, value, isFile } of form.fields) {
    const carrier = isFile && form.isMultipart ? 'file' : isBody ? 'body' : 'query';
    addInput(endpoint, { carrier, name, ...(value !== '' && { sample: value }) });
  }
}
