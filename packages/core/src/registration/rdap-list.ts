import * as z from 'zod';

/** RDAP servers by the last label of the domains that they know. */
export type RdapServers = ReadonlyMap<string, string>;

/** Where IANA keeps the list. */
export const rdapListUrl = 'https://data.iana.org/rdap/dns.json';

const listSchema = z.object({
  services: z.array(z.tuple([z.array(z.string()), z.array(z.string())])),
});

/** Reads IANA's list of registries (RFC 9224); of several servers one that is reached over TLS. Throws when it is none. */
export function readRdapList(text: string): RdapServers {
  const { services } = listSchema.parse(JSON.parse(text));
  return new Map(
    services.flatMap(([endings, bases]) => {
      const base = bases.find((one) => one.startsWith('https://')) ?? bases[0];
      return base === undefined ? [] : endings.map((one) => [one.toLowerCase(), base] as const);
    }),
  );
}
