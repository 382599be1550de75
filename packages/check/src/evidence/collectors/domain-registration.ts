import { knownRdapServer, rdapListUrl, readRdap, readRdapList } from '@castellan/core/registration';
import type { DomainRegistration } from '../../analysis/domain/facts.ts';
import { CannotCollect, type Collector } from '../collector.ts';
import type { Domain } from '../domain/domain.ts';
import { requiredDomain } from '../domain/required-domain.ts';

const mostRedirects = 3;
const remedy = 'name its RDAP server with --rdap, or look at the account with the registrar';

/** What the registry says of the domain, by RDAP. */
export const collector: Collector<DomainRegistration> = {
  title: 'registration of the domain',
  reads: ['network'],
  async collect(source) {
    const domain = requiredDomain(source);
    const { registered, rdapServer } = domain;
    const base = rdapServer ?? (await rdapServerOf(domain));
    if (base === undefined)
      throw new CannotCollect(
        `no RDAP server is known for ${registered.replace(/^.*\./, '.')}`,
        remedy,
      );
    const found = readRdap(
      await answerOf(domain, new URL(`domain/${registered}`, `${base.replace(/\/$/, '')}/`)),
    );
    if (found === undefined)
      throw new CannotCollect(`${base} answers with something else than RDAP`, remedy);
    const { expires, registrar, statuses, nameServers, openContacts } = found;
    const value: DomainRegistration = {
      name: registered,
      ...(expires !== undefined && { expires: expires.toISOString() }),
      registrar,
      statuses,
      nameServers,
      openContacts,
    };
    return { value, origin: base };
  },
};

/** By IANA's list, and by our own where that cannot be had or lacks the ending. */
async function rdapServerOf({ registered, fetch }: Domain): Promise<string | undefined> {
  const ending = registered.slice(registered.lastIndexOf('.') + 1);
  const answer = await fetch(new URL(rdapListUrl), 'application/json');
  const isList = answer.status === 'answered' && answer.code === 200;
  return (isList ? listed(answer.text, ending) : undefined) ?? knownRdapServer(ending);
}

function listed(text: string, ending: string): string | undefined {
  try {
    return readRdapList(text).get(ending);
  } catch {
    return undefined;
  }
}

async function answerOf({ registered, fetch }: Domain, from: URL): Promise<string> {
  let url = from;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await fetch(url, 'application/rdap+json');
    if (answer.status === 'failed')
      throw new CannotCollect(`${url.host}: ${answer.reason}`, remedy);
    if (answer.code === 404)
      throw new CannotCollect(`${url.host} knows no domain ${registered}`, remedy);
    if (answer.code === 200) return answer.text;
    const { location = '' } = answer;
    const next =
      location !== '' && URL.canParse(location, url.href) ? new URL(location, url) : undefined;
    const isDowngrade = url.protocol === 'https:' && next?.protocol !== 'https:';
    if (![301, 302, 303, 307, 308].includes(answer.code) || !next || isDowngrade)
      throw new CannotCollect(`${url.host} answers ${answer.code}`, remedy);
    url = next;
  }
  throw new CannotCollect(`${from.host} points on and on`, remedy);
}
