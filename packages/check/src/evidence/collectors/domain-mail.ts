import { createPublicKey } from 'node:crypto';
import type { DkimKey, DnsAnswer, DomainMail, PolicyAnswer } from '../../analysis/domain/facts.ts';
import { isSpf, spfNames, spfRecord } from '../../analysis/domain/spf.ts';
import { tagList } from '../../analysis/domain/tag-list.ts';
import { usualSelectors } from '../../analysis/domain/usual-names.ts';
import { type Collector, required } from '../collector.ts';
import type { Domain } from '../domain/domain.ts';
import { requiredDomain } from '../domain/required-domain.ts';
import { collector as records } from './domain-records.ts';

/** A record that leads to more has gone past the limit of SPF long before. */
const mostSenders = 30;

/** What a domain tells mail servers. */
export const collector: Collector<DomainMail> = {
  title: 'mail records of the domain',
  reads: ['network'],
  async collect(source, ask) {
    const domain = requiredDomain(source);
    const { name, registered, selectors } = domain;
    const { texts } = await required(ask, records);
    const keysWereNamed = selectors.length > 0;
    const [senders, dmarc, dmarcAbove, mtaSts, tlsReports, keys] = await Promise.all([
      sendersOf(domain, texts),
      domain.texts(`_dmarc.${name}`),
      domain.texts(`_dmarc.${registered}`),
      domain.texts(`_mta-sts.${name}`),
      domain.texts(`_smtp._tls.${name}`),
      Promise.all((keysWereNamed ? selectors : usualSelectors).map((one) => keyOf(domain, one))),
    ]);
    const mtaStsPolicy = mtaSts.status === 'found' ? await policyOf(domain) : undefined;
    const value: DomainMail = {
      senders,
      dmarc,
      dmarcAbove,
      keys: keysWereNamed ? keys : keys.filter((key) => key.texts.status === 'found'),
      keysWereNamed,
      mtaSts,
      ...(mtaStsPolicy && { mtaStsPolicy }),
      tlsReports,
    };
    return { value, origin: `DNS of ${name}` };
  },
};

/** The TXT records of all names that an SPF record leads to. */
async function sendersOf(
  { name, texts }: Domain,
  own: DnsAnswer<string>,
): Promise<Record<string, DnsAnswer<string>>> {
  const found = new Map([[name, own]]);
  const queue = [name];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const answer = found.get(at)!;
    const record = answer.status === 'found' ? answer.records.find(isSpf) : undefined;
    if (record === undefined) continue;
    for (const next of spfNames(spfRecord(record))) {
      if (found.has(next) || found.size >= mostSenders) continue;
      found.set(next, await texts(next));
      queue.push(next);
    }
  }
  return Object.fromEntries(found);
}

async function keyOf({ name, texts }: Domain, selector: string): Promise<DkimKey> {
  const answer = await texts(`${selector}._domainkey.${name}`);
  const bits = answer.status === 'found' ? rsaBitsOf(answer.records.join('')) : undefined;
  return { selector, texts: answer, ...(bits !== undefined && { rsaBits: bits }) };
}

/** Size of an RSA key; undefined for other keys and for what is none. */
function rsaBitsOf(text: string): number | undefined {
  const tags = tagList(text);
  const key = Buffer.from((tags.get('p') ?? '').replace(/\s+/g, ''), 'base64');
  if ((tags.get('k') ?? 'rsa') !== 'rsa' || key.length === 0) return undefined;
  for (const type of ['spki', 'pkcs1'] as const) {
    try {
      const { asymmetricKeyDetails } = createPublicKey({ key, format: 'der', type });
      return asymmetricKeyDetails?.modulusLength;
    } catch {
      // The other form is tried, then it is no key.
    }
  }
  return undefined;
}

/** RFC 8461 allows no redirects. */
async function policyOf({ name, fetch }: Domain): Promise<PolicyAnswer> {
  const url = new URL(`https://mta-sts.${name}/.well-known/mta-sts.txt`);
  const { location: _, ...answer } = await fetch(url, 'text/plain');
  return answer;
}
