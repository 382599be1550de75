import { randomUUID } from 'node:crypto';
import type { Exchange, SitePages } from '../../analysis/site/exchange.ts';
import { CannotCollect, type Collector } from '../collector.ts';
import { requiredSite } from '../required-site.ts';
import type { Site } from '../site.ts';

const maxRedirects = 10;

/** The page behind the address, by HTTPS and plain HTTP, and one that is not there. */
export const collector: Collector<SitePages> = {
  title: 'pages of the site',
  reads: ['network'],
  async collect(source) {
    const site = requiredSite(source);
    const { url } = site;
    const [secureUrl, plainUrl] = bothSchemes(url);
    const [secure, plain] = await Promise.all([
      secureUrl === undefined ? [] : chainFrom(site, secureUrl),
      plainUrl === undefined ? [] : chainFrom(site, plainUrl),
    ]);
    if (secure.length === 0 && plain.length === 0) {
      const reason = await site.exchange({ url }).then(
        () => 'it answers only now and then',
        (error: unknown) => (error as Error).message,
      );
      throw new CannotCollect(
        `${url.href} does not answer (${reason})`,
        'start the site, or give the address that it has',
      );
    }
    const missing = await site
      .exchange({ url: new URL(`/castellan-${randomUUID()}`, url) })
      .catch(() => undefined);
    return { value: { secure, plain, ...(missing && { missing }) }, origin: url.href };
  },
};

/** The address by HTTPS and by HTTP. Behind a port of its own only one of them can be told. */
function bothSchemes(url: URL): [secure: URL | undefined, plain: URL | undefined] {
  const isSecure = url.protocol === 'https:';
  const other = new URL(url);
  other.protocol = isSecure ? 'http:' : 'https:';
  const hasTwin = isSecure || url.port === '';
  if (isSecure) other.port = '';
  const twin = hasTwin ? other : undefined;
  return isSecure ? [url, twin] : [twin, url];
}

/** Every answer on the way through redirects, as a browser follows them; empty when none came. */
async function chainFrom(site: Site, start: URL): Promise<Exchange[]> {
  const chain: Exchange[] = [];
  for (let url: URL | undefined = start; url && chain.length <= maxRedirects;) {
    const answer: Exchange | undefined = await site.exchange({ url }).catch(() => undefined);
    if (answer === undefined) break;
    chain.push(answer);
    url = redirectOf(answer);
  }
  return chain;
}

function redirectOf({ status, headers, url }: Exchange): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (location === undefined || !URL.canParse(location, url)) return undefined;
  const target = new URL(location, url);
  return /^https?:$/.test(target.protocol) ? target : undefined;
}
