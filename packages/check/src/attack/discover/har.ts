import { addInput, type BodyForm, type Endpoint, type Endpoints } from '../endpoint.ts';
import { noteAddress } from './crawl.ts';

interface HarRequest {
  readonly method?: unknown;
  readonly url?: unknown;
  readonly postData?: { readonly mimeType?: unknown; readonly text?: unknown };
}

/** Makes known what a browser recorded of an app. Requests to other origins are left out. Throws when it is no HAR. */
export function addHar(endpoints: Endpoints, document: unknown, origin: URL): void {
  const entries = (document as { log?: { entries?: unknown } } | null)?.log?.entries;
  if (!Array.isArray(entries)) throw new Error('it is no HAR file: it has no "log.entries"');
  for (const { request } of entries as { request?: HarRequest }[]) {
    if (typeof request?.url !== 'string' || !URL.canParse(request.url)) continue;
    const url = new URL(request.url);
    // The recording may be of another host of the same app: paths are what counts.
    if (url.protocol !== 'http:' && url.protocol !== 'https:') continue;
    if (url.origin !== origin.origin && !isLocal(url)) continue;
    const method = typeof request.method === 'string' ? request.method.toUpperCase() : 'GET';
    const address = url.pathname + url.search;
    const endpoint = noteAddress(endpoints, address, 'har', origin, undefined, method);
    addBody(endpoint, request.postData);
  }
}

function isLocal({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

function addBody(endpoint: Endpoint, body: HarRequest['postData']): void {
  if (typeof body?.text !== 'string') return;
  const form: BodyForm | undefined = /json/i.test(String(body.mimeType))
    ? 'json'
    : /urlencoded/i.test(String(body.mimeType))
      ? 'form'
      : undefined;
  if (form === undefined) return;
  endpoint.bodyForm = form;
  if (form === 'form') {
    for (const [name, sample] of new URLSearchParams(body.text))
      addInput(endpoint, { carrier: 'body', name, sample });
    return;
  }
  try {
    addFields(endpoint, '', JSON.parse(body.text));
  } catch {
    // A body that is no JSON, whatever it says of itself.
  }
}

function addFields(endpoint: Endpoint, lead: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [key, one] of Object.entries(value)) {
    const isNested = typeof one === 'object' && one !== null && !Array.isArray(one);
    if (isNested) addFields(endpoint, `${lead}${key}.`, one);
    else
      addInput(endpoint, {
        carrier: 'body',
        name: lead + key,
        sample: one,
        ...(Array.isArray(one) && { isList: true }),
      });
  }
}
