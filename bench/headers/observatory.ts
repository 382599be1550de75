import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Exchange } from '../../packages/check/src/analysis/site/exchange.ts';
import type { MadeUpSite } from './made-up-sites.ts';

/** What MDN's own tests say of a site: points each, in the order of `headerGrade`, and the whole. */
export interface PeerGrade {
  readonly results: readonly { readonly name: string; readonly modifier: number }[];
  readonly score: number;
}

interface Requests {
  responses: Record<string, unknown>;
  resources: Record<string, unknown>;
  session: unknown;
}
type Test = (requests: Requests) => { readonly result: string | null };

/** In the order of ours. */
const names = [
  'contentSecurityPolicyTest',
  'cookiesTest',
  'crossOriginResourceSharingTest',
  'redirectionTest',
  'strictTransportSecurityTest',
  'referrerPolicyTest',
  'subresourceIntegrityTest',
  'xContentTypeOptionsTest',
  'xFrameOptionsTest',
  'crossOriginResourcePolicyTest',
];

/** The graders of the installed package in `directory`, without its network part. */
export async function observatoryIn(directory: string): Promise<(site: MadeUpSite) => PeerGrade> {
  const load = async (file: string): Promise<Record<string, unknown>> =>
    (await import(pathToFileURL(join(directory, 'src', file)).href)) as Record<string, unknown>;
  const { ALL_TESTS } = (await load('constants.js')) as { ALL_TESTS: Test[] };
  const { Requests } = (await load('types.js')) as { Requests: new (host: string) => Requests };
  const { Session } = (await load('retriever/session.js')) as {
    Session: new (url: URL) => { jar: { setCookieSync(text: string, url: string): void } };
  };
  const { parseHttpEquivHeaders } = (await load('retriever/utils.js')) as {
    parseHttpEquivHeaders(html: string, url: string): unknown;
  };
  const { getScoreModifier } = (await load('grader/grader.js')) as {
    getScoreModifier(result: string | null): number;
  };
  const peerRequire = createRequire(join(directory, 'package.json'));
  const { AxiosHeaders } = peerRequire('axios') as {
    AxiosHeaders: new (headers: Record<string, string | string[]>) => unknown;
  };
  const responseOf = (exchange: Exchange): Record<string, unknown> => {
    const headers: Record<string, string | string[]> = {};
    for (const [name, value] of exchange.headers) {
      const key = name.toLowerCase();
      const before = headers[key];
      if (key !== 'set-cookie') headers[key] = value;
      else headers[key] = Array.isArray(before) ? [...before, value] : [value];
    }
    return {
      headers: new AxiosHeaders(headers),
      request: { headers: {} },
      status: exchange.status,
      verified: exchange.distrusted === undefined,
    };
  };
  return ({ pages, preflight }) => {
    const page = pages.secure.at(-1)!;
    const requests = new Requests(new URL(page.url).hostname);
    const auto = responseOf(page);
    const isHtml = String(page.headers[0]?.[1]).startsWith('text/html');
    auto['httpEquiv'] = isHtml ? parseHttpEquivHeaders(page.body, page.url) : new Map();
    const last = pages.plain.at(-1);
    requests.responses = {
      auto,
      https: auto,
      http: last === undefined ? null : responseOf(last),
      cors: {
        ...responseOf(preflight.exchange),
        request: { headers: { Origin: preflight.origin } },
      },
      httpRedirects: pages.plain.map(({ url, status }) => ({ url: new URL(url), status })),
      httpsRedirects: [],
    };
    requests.resources = { path: page.body };
    const session = new Session(new URL(page.url));
    for (const [name, value] of page.headers) {
      if (name !== 'Set-Cookie') continue;
      try {
        session.jar.setCookieSync(value, page.url);
      } catch {
        // A jar refuses some cookies, as browsers do.
      }
    }
    requests.session = session;
    const results = names.map((name) => {
      const { result } = ALL_TESTS.find((test) => test.name === name)!(requests);
      return { name: `${name}: ${result}`, modifier: getScoreModifier(result) };
    });
    const sum = (modifiers: number[]): number => modifiers.reduce((a, b) => a + b, 0);
    const modifiers = results.map(({ modifier }) => modifier);
    const without = 100 + sum(modifiers.filter((modifier) => modifier < 0));
    return { results, score: Math.max(0, without >= 90 ? 100 + sum(modifiers) : without) };
  };
}
