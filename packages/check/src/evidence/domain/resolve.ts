import { Resolver } from 'node:dns/promises';
import type { CaaRecord, DnsAnswer, MailServer } from '../../analysis/domain/facts.ts';

const timeoutMs = 3_000;
const tries = 2;

/** A resolver at these addresses (`9.9.9.9`, `127.0.0.1:5353`); that of the machine when there are none. */
export function resolverAt(servers: readonly string[]): Resolver {
  const resolver = new Resolver({ timeout: timeoutMs, tries });
  if (servers.length > 0) resolver.setServers(servers);
  return resolver;
}

/** IPv4 and IPv6 addresses, aliases followed. */
export async function addressesOf(resolver: Resolver, name: string): Promise<DnsAnswer<string>> {
  const [four, six] = await Promise.all([
    answered(() => resolver.resolve4(name)),
    answered(() => resolver.resolve6(name)),
  ]);
  const found = [four, six].flatMap((one) => (one.status === 'found' ? one.records : []));
  if (found.length > 0) return { status: 'found', records: found };
  return [four, six].find(({ status }) => status === 'failed') ?? four;
}

export function textsOf(resolver: Resolver, name: string): Promise<DnsAnswer<string>> {
  return answered(async () => (await resolver.resolveTxt(name)).map((parts) => parts.join('')));
}

export function mailServersOf(resolver: Resolver, name: string): Promise<DnsAnswer<MailServer>> {
  return answered(async () =>
    (await resolver.resolveMx(name)).map(({ exchange, priority }) => ({
      host: plain(exchange),
      priority,
    })),
  );
}

export function nameServersOf(resolver: Resolver, name: string): Promise<DnsAnswer<string>> {
  return answered(async () => (await resolver.resolveNs(name)).map(plain).sort());
}

export function aliasOf(resolver: Resolver, name: string): Promise<DnsAnswer<string>> {
  return answered(async () => (await resolver.resolveCname(name)).map(plain));
}

/** Node.js tells a record as `{ critical, issue: 'ca.example' }`. */
export function authoritiesOf(resolver: Resolver, name: string): Promise<DnsAnswer<CaaRecord>> {
  return answered(async () =>
    (await resolver.resolveCaa(name)).flatMap((record) =>
      Object.entries(record)
        .filter(
          (entry): entry is [string, string] =>
            entry[0] !== 'critical' && typeof entry[1] === 'string',
        )
        .filter(([tag]) => tag !== 'type')
        .map(([tag, value]) => ({ tag, value })),
    ),
  );
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

const reasons: Readonly<Record<string, string>> = {
  ETIMEOUT: 'no answer in time',
  ESERVFAIL: 'the resolver failed (SERVFAIL)',
  EREFUSED: 'the resolver refused',
  ECONNREFUSED: 'no resolver is there',
  EBADRESP: 'the answer makes no sense',
  EBADNAME: 'this is no name',
};

async function answered<Value>(ask: () => Promise<Value[]>): Promise<DnsAnswer<Value>> {
  try {
    const records = await ask();
    return records.length === 0 ? { status: 'none' } : { status: 'found', records };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENODATA') return { status: 'none' };
    if (code === 'ENOTFOUND') return { status: 'no-name' };
    return { status: 'failed', reason: reasons[code] ?? (code || String(error)) };
  }
}
