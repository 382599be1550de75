import * as z from 'zod';
import { exchange, type Reach } from '../outbound/exchange.ts';
import { knownRdapServer } from './rdap-servers.ts';

const maxBytes = 1_048_576;
const keptMs = 24 * 3_600_000;
/** After a list could not be had, for how long the one before does. */
const patienceMs = 3_600_000;

const listSchema = z.object({
  services: z.array(z.tuple([z.array(z.string()), z.array(z.string())])),
});
type Servers = ReadonlyMap<string, string>;
const lists = new Map<string, { readonly servers: Servers; readonly until: number }>();

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

async function serversIn(url: string, reach: Reach): Promise<Servers> {
  const kept = lists.get(url);
  if (kept !== undefined && Date.now() < kept.until) return kept.servers;
  const read = await readList(url, reach).catch(() => undefined);
  reach.signal?.throwIfAborted();
  const servers = read ?? kept?.servers ?? new Map();
  lists.set(url, { servers, until: Date.now() + (read === undefined ? patienceMs : keptMs) });
  return servers;
}

async function readList(url: string, reach: Reach): Promise<Servers> {
  const headers = { accept: 'application/json' };
  const { status, text } = await exchange(
    { method: 'GET', url, headers, body: '', maxBytes },
    reach,
  );
  if (status !== 200) throw new Error(`${url} answers ${status}`);
  const { services } = listSchema.parse(JSON.parse(text));
  return new Map(
    services.flatMap(([endings, bases]) => {
      const base = bases.find((one) => one.startsWith('https://')) ?? bases[0];
      return base === undefined ? [] : endings.map((one) => [one.toLowerCase(), base] as const);
    }),
  );
}
