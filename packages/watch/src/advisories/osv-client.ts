import { exchange, type Reach } from '../outbound/exchange.ts';
import { parseBatch, parseVulnerability, type Vulnerability } from './osv.ts';

export interface PackageVersion {
  readonly name: string;
  readonly version: string;
}

const mostAtOnce = 500;
const mostPages = 10;
const maxAnswerBytes = 8 * 1_048_576;

/** Ids of what is known about each package, by its place in the list. */
export async function queryPackages(
  url: string,
  packages: readonly PackageVersion[],
  reach: Reach,
): Promise<readonly (readonly { readonly id: string; readonly modified: string }[])[]> {
  const found: { id: string; modified: string }[][] = packages.map(() => []);
  let asked = packages.map((one, at) => ({ at, one, token: undefined as string | undefined }));
  for (let page = 0; page < mostPages && asked.length > 0; page += 1) {
    const more: typeof asked = [];
    for (let start = 0; start < asked.length; start += mostAtOnce) {
      const part = asked.slice(start, start + mostAtOnce);
      const queries = part.map(({ one: { name, version }, token }) => ({
        package: { name, ecosystem: 'npm' },
        version,
        ...(token !== undefined && { page_token: token }),
      }));
      const results = parseBatch(await ask(url, 'POST', '/v1/querybatch', reach, { queries }));
      if (results.length !== part.length) throw new Error('it answered fewer packages than asked');
      for (const [place, { vulns, next_page_token: token }] of results.entries()) {
        const query = part[place];
        if (query === undefined) continue;
        found[query.at]?.push(...vulns);
        if (token !== undefined && token !== '') more.push({ ...query, token });
      }
    }
    asked = more;
  }
  return found;
}

export async function readVulnerability(
  url: string,
  id: string,
  reach: Reach,
): Promise<Vulnerability> {
  const path = `/v1/vulns/${encodeURIComponent(id)}`;
  return parseVulnerability(await ask(url, 'GET', path, reach));
}

async function ask(
  url: string,
  method: 'GET' | 'POST',
  path: string,
  reach: Reach,
  body?: object,
): Promise<unknown> {
  const { status, text } = await exchange(
    {
      method,
      url: url.replace(/\/+$/, '') + path,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: body === undefined ? '' : JSON.stringify(body),
      maxBytes: maxAnswerBytes,
    },
    reach,
  );
  if (status !== 200) throw new Error(`the source of advisories answered ${status}`);
  return JSON.parse(text);
}
