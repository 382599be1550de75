import type { Input, Inputs } from '../../context/inputs.ts';
import { canonicalHost } from './host.ts';

/** A host that an input names, on its own or as part of a URL. */
export interface NamedHost {
  readonly input: Input;
  /** Canonical. */
  readonly host: string;
  /** As the input spells it. */
  readonly written: string;
  /** The input's own port, or its scheme's; `undefined` for a bare host. */
  readonly port: number | undefined;
  /** True when the input holds a scheme or `//`. */
  readonly isUrl: boolean;
}

const MAX_NAMED_HOSTS = 1000;
const MAX_BARE_CHARACTERS = 2048;
const MAX_URLS_PER_VALUE = 32;
const AUTHORITY_END = /[/?#\s"'<>`|^{}]/;
const defaultPorts: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
  ftp: 21,
};
/** By list of values, with the length it had: the list grows when a body arrives later. */
const cache = new WeakMap<readonly Input[], { length: number; found: readonly NamedHost[] }>();

/**
 * Headers that browsers and proxies write about the request itself. They say where the app runs
 * and who asks; a static connection to the same place is a coincidence.
 */
const ENVIRONMENT_HEADERS =
  /^headers?\.(?:host|origin|referer|via|forwarded|x-forwarded-.*|x-real-ip|x-(?:original|envoy)-.*|(?:x-|true-|fastly-)?client-ip|cf-connecting-ip|x-cluster-client-ip|:authority)$/i;

export function isEnvironment(input: Input): boolean {
  return ENVIRONMENT_HEADERS.test(input.path);
}

/** What values that name several hosts, or a host among other things, are split at. */
const LIST_SEPARATOR = /[,;|]/;
const separators: ReadonlyMap<string, RegExp> = new Map([
  ['path', /\//],
  // RFC 7239: `for=…;host=…`.
  ['header.forwarded', /[;,="]/],
]);

/** Every host that the request's inputs name, derived once for each list of values. */
export function namedHostsOf(inputs: Inputs): readonly NamedHost[] {
  const values = inputs.values();
  const known = cache.get(values);
  if (known?.length === values.length) return known.found;
  const found: NamedHost[] = [];
  for (const input of values) {
    addHosts(input, input.value, found);
    if (/%[0-9a-f]{2}/i.test(input.value)) addHosts(input, percentDecoded(input.value), found);
    if (found.length >= MAX_NAMED_HOSTS) break;
  }
  cache.set(values, { length: values.length, found });
  return found;
}

function addHosts(input: Input, value: string, found: NamedHost[]): void {
  // One a line: what follows joins the lines, as URL parsers do.
  const lines =
    value.length > MAX_BARE_CHARACTERS ? [] : value.split(/[\r\n]+/, MAX_URLS_PER_VALUE);
  if (lines.length > 1) for (const line of lines) addHosts(input, line, found);
  // URL parsers drop tabs and line ends, and read `\` as `/`.
  const text = value
    .replace(/[\t\r\n]/g, '')
    .replaceAll('\\', '/')
    .trim();
  let urls = 0;
  for (let at = text.indexOf('//'); at !== -1; at = text.indexOf('//', at + 2)) {
    urls += 1;
    if (urls > MAX_URLS_PER_VALUE) break;
    const scheme = /([a-z][a-z0-9+.-]{0,20}):$/i.exec(text.slice(Math.max(0, at - 22), at))?.[1];
    addAuthority(input, text.slice(at + 2).replace(/^\/+/, ''), scheme ?? '', found);
  }
  // A text of several words is no host.
  if (text.length > MAX_BARE_CHARACTERS || /\s/.test(text)) return;
  // `http:127.0.0.1` and `http:/127.0.0.1` are the same URL to a parser.
  const slashless = /^(https?|wss?|ftp):\/?(?!\/)/i.exec(text);
  if (slashless !== null) {
    addAuthority(input, text.slice(slashless[0].length), slashless[1] ?? '', found);
  } else if (urls === 0 || !/^[^/?#]*:\/\//.test(text)) {
    addAuthority(input, text, undefined, found);
  }
  const separator = separators.get(input.path) ?? LIST_SEPARATOR;
  if (!separator.test(text)) return;
  for (const part of text.split(separator, MAX_URLS_PER_VALUE)) {
    if (/[.:]/.test(part)) addAuthority(input, part, undefined, found);
  }
}

/** Reads `user@host:port` at the start of `text`. */
function addAuthority(
  input: Input,
  text: string,
  scheme: string | undefined,
  found: NamedHost[],
): void {
  const start = text.slice(0, MAX_BARE_CHARACTERS);
  const length = start.search(AUTHORITY_END);
  const authority = length === -1 ? start : start.slice(0, length);
  const hostPort = authority.slice(authority.lastIndexOf('@') + 1);
  const port = /:(\d{1,5})$/.exec(hostPort);
  const isBareIpv6 = !hostPort.startsWith('[') && hostPort.split(':').length > 2;
  const written = port === null || isBareIpv6 ? hostPort : hostPort.slice(0, port.index);
  // Where a static stem stood in front (`api` + `.evil.com`), the input names the rest.
  const trimmed = written.replace(/:$/, '').replace(/^\.+/, '');
  if (trimmed === '') return;
  const host = canonicalHost(trimmed);
  const explicit = port === null || isBareIpv6 ? undefined : Number(port[1]);
  const isUrl = scheme !== undefined;
  const own = explicit ?? (isUrl ? defaultPorts[scheme.toLowerCase()] : undefined);
  found.push({ input, host, written: trimmed, port: own, isUrl });
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
