import type { SentRequest } from '../analysis/attack/record.ts';
import { type BodyForm, type Endpoint, fillPattern, type Input, inputPath } from './endpoint.ts';

/** What a run gives to one input in place of its sample. A value that is no text is sent as JSON. */
export type Values = ReadonlyMap<Input, unknown>;

/** The request as somebody signed in sends it. Cookies that are under attack stand in place of their own. */
export function withSession(
  request: SentRequest,
  session: Readonly<Record<string, string>>,
): SentRequest {
  const own = cookiesIn(request.headers['cookie']);
  const names = new Set(own.map((one) => one.split('=')[0]));
  const others = cookiesIn(session['cookie']).filter((one) => !names.has(one.split('=')[0]));
  const cookie = [...others, ...own].join('; ');
  return {
    ...request,
    headers: { ...session, ...request.headers, ...(cookie !== '' && { cookie }) },
  };
}

function cookiesIn(header: string | undefined): string[] {
  return (header ?? '').split(/;\s*/).filter((one) => one !== '');
}

/** What is put where the app is known to take something and no sample is known. */
const filler = '1';
const boundary = 'castellan-part';

/** The request that gives `values` to an endpoint; what else it takes gets samples. */
export function buildRequest(endpoint: Endpoint, values: Values): SentRequest {
  const given = (input: Input): unknown =>
    wrapped(input, values.has(input) ? values.get(input) : input.sample);
  const of = (carrier: Input['carrier']): (readonly [Input, unknown])[] =>
    [...endpoint.inputs.values()]
      .filter((input) => input.carrier === carrier && !isBelowGiven(input, values))
      .map((input) => [input, given(input)] as const);
  const params = new Map(of('path').map(([{ name }, value]) => [name, text(value ?? filler)]));
  const query = new URLSearchParams();
  for (const [{ name }, value] of of('query')) addToQuery(query, name, value ?? filler);
  const headers: Record<string, string> = {
    accept: 'text/html, application/json;q=0.9, */*;q=0.5',
  };
  for (const [{ name }, value] of of('header'))
    if (value !== undefined) headers[name.toLowerCase()] = headerText(text(value));
  const cookies = of('cookie').filter(([, value]) => value !== undefined);
  const own = cookies.map(([{ name }, value]) => `${name}=${cookieText(text(value))}`);
  const path = fillPattern(endpoint.pattern, (name) => params.get(name) ?? filler);
  const question = query.size > 0 ? `?${query.toString().replaceAll('+', '%20')}` : '';
  const body = endpoint.bodyForm && bodyOf(endpoint.bodyForm, [...of('body'), ...of('file')]);
  return {
    method: endpoint.method,
    path: path + question,
    headers: {
      ...headers,
      ...(body && { 'content-type': body.type }),
      ...(own.length > 0 && { cookie: own.join('; ') }),
    },
    ...(body && { body: body.text }),
  };
}

/** A field of what is itself under attack: it would put its own object in that one's place. */
function isBelowGiven({ carrier, name }: Input, values: Values): boolean {
  return [...values.keys()].some(
    (one) => one.carrier === carrier && name.startsWith(`${one.name}.`),
  );
}

function wrapped(input: Input, value: unknown): unknown {
  if (value === undefined) return undefined;
  const coded =
    input.isBase64 === true && typeof value === 'string'
      ? Buffer.from(value).toString('base64url')
      : value;
  return input.isList === true && !Array.isArray(coded) ? [coded] : coded;
}

function addToQuery(query: URLSearchParams, name: string, value: unknown): void {
  if (Array.isArray(value)) for (const one of value) query.append(name, text(one));
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) addToQuery(query, `${name}[${key}]`, one);
  else query.append(name, text(value));
}

function bodyOf(
  form: BodyForm,
  values: readonly (readonly [Input, unknown])[],
): { type: string; text: string } {
  if (form === 'json') {
    const json: Record<string, unknown> = {};
    for (const [{ name }, value] of values) put(json, name.split('.'), value ?? filler);
    return { type: 'application/json', text: JSON.stringify(json) };
  }
  if (form === 'form') {
    const fields = new URLSearchParams();
    for (const [{ name }, value] of values) addToQuery(fields, name, value ?? filler);
    return { type: 'application/x-www-form-urlencoded', text: fields.toString() };
  }
  const parts = values.map(([input, value]) => part(input, text(value ?? filler)));
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    text: `${parts.join('')}--${boundary}--\r\n`,
  };
}

function part({ carrier, name }: Input, value: string): string {
  const quoted = (word: string): string => word.replaceAll('"', '%22').replaceAll(/[\r\n]/g, ' ');
  const file = carrier === 'file' ? `; filename="${quoted(value)}"` : '';
  const type = carrier === 'file' ? 'Content-Type: text/plain\r\n' : '';
  const content = carrier === 'file' ? 'castellan' : value;
  return `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${file}\r\n${type}\r\n${content}\r\n`;
}

/** Puts a value under a path of names. A property named `__proto__` is one of its own. */
function put(target: Record<string, unknown>, [first, ...rest]: string[], value: unknown): void {
  if (first === undefined) return;
  if (rest.length === 0) {
    Object.defineProperty(target, first, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
    return;
  }
  const inner = target[first];
  const next = typeof inner === 'object' && inner !== null ? inner : {};
  target[first] = next;
  put(next as Record<string, unknown>, rest, value);
}

/** As a browser would keep it, since some apps decode cookies and some do not: only what would end it is encoded. */
function cookieText(value: string): string {
  return value.replaceAll(/[^ -~]+|[;%]|^ +| +$/gu, encodeURIComponent);
}

/** What a header can hold: no line ends, and nothing beyond Latin-1. */
function headerText(value: string): string {
  return value.replaceAll(/[^\t\u0020-\u007e\u0080-\u00ff]/g, ' ').trim();
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The inputs of an endpoint by their paths, for what is told of it. */
export function inputPaths({ inputs }: Endpoint): string[] {
  return [...inputs.values()].map(inputPath);
}
