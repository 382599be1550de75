import type { InstalledPackage } from './affects.ts';
import { parseBatch, parseVulnerability, type Vulnerability } from './osv.ts';

/** Sends one request to a service that answers as OSV does, and resolves to what its JSON holds. */
export type AskOsv = (
  method: 'GET' | 'POST',
  path: string,
  body?: { readonly queries: readonly unknown[] },
) => Promise<unknown>;

const mostAtOnce = 500;
const mostPages = 10;

/** Ids of what is known about each package, by its place in the list. */
export async function queryPackages(
  ask: AskOsv,
  packages: readonly InstalledPackage[],
): Promise<readonly (readonly { readonly id: string; readonly modified: string }[])[]> {
  const found: { id: string; modified: string }[][] = packages.map(() => []);
  let asked = packages.map((one, at) => ({ at, one, token: undefined as string | undefined }));
  for (let page = 0; page < mostPages && asked.length > 0; page += 1) {
    const more: typeof asked = [];
    for (let start = 0; start < asked.length; start += mostAtOnce) {
      const part = asked.slice(start, start + mostAtOnce);
      const queries = part.map(({ one: { ecosystem, name, version }, token }) => ({
        package: { name, ecosystem },
        version,
        ...(token !== undefined && { page_token: token }),
      }));
      const results = parseBatch(await ask('POST', '/v1/querybatch', { queries }));
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

/** The whole entry of an id. */
export async function readVulnerability(ask: AskOsv, id: string): Promise<Vulnerability> {
  return parseVulnerability(await ask('GET', `/v1/vulns/${encodeURIComponent(id)}`));
}
