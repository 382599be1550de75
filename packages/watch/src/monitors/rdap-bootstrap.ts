import { knownRdapServer, type RdapServers, readRdapList } from '@castellan/core/registration';
import { exchange, type Reach } from '../outbound/exchange.ts';

const maxBytes = 1_048_576;
const keptMs = 24 * 3_600_000;
/** After a list could not be had, for how long the one before does. */
const patienceMs = 3_600_000;

const lists = new Map<string, { readonly servers: RdapServers; readonly until: number }>();

/**
 * The RDAP server of a name’s registry, by IANA’s list of them (RFC 9224), which is asked for once a
 * day, and by our own where that list cannot be had or lacks the ending.
 */
export async function rdapServerOf(
  name: string,
  listUrl: string,
  reach: Reach,
): Promise<string | undefined> {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  return (await serversIn(listUrl, reach)).get(ending) ?? knownRdapServer(ending);
}

async function serversIn(url: string, reach: Reach): Promise<RdapServers> {
  const kept = lists.get(url);
  if (kept !== undefined && Date.now() < kept.until) return kept.servers;
  const read = await readList(url, reach).catch(() => undefined);
  reach.signal?.throwIfAborted();
  const servers = read ?? kept?.servers ?? new Map();
  lists.set(url, { servers, until: Date.now() + (read === undefined ? patienceMs : keptMs) });
  return servers;
}

async function readList(url: string, reach: Reach): Promise<RdapServers> {
  const headers = { accept: 'application/json' };
  const { status, text } = await exchange(
    { method: 'GET', url, headers, body: '', maxBytes },
    reach,
  );
  if (status !== 200) throw new Error(`${url} answers ${status}`);
  return readRdapList(text);
}
