/**
 * RDAP servers of registries for when IANA’s list cannot be had (as it stood on 2026-02-13), and of
 * country codes that answer although they are not in it (ac, ch, de, io, li, me, sh).
 */
const servers: readonly (readonly [base: string, domains: string])[] = [
  ['https://rdap.verisign.com/com/v1/', 'com'],
  ['https://rdap.verisign.com/net/v1/', 'net'],
  ['https://tld-rdap.verisign.com/cc/v1/', 'cc'],
  ['https://tld-rdap.verisign.com/name/v1/', 'name'],
  ['https://rdap.nic.tv/', 'tv'],
  ['https://rdap.publicinterestregistry.org/rdap/', 'org charity foundation gives giving ngo ong'],
  ['https://pubapi.registry.google/rdap/', 'app day dev foo how mov new page zip'],
  [
    'https://rdap.identitydigital.services/rdap/',
    'ac agency ai asia bio digital email finance gmbh info io legal live ltd me media mobi money network news pro services sh software solutions studio systems team technology tools world',
  ],
  ['https://rdap.centralnic.com/online/', 'online'],
  ['https://rdap.centralnic.com/site/', 'site'],
  ['https://rdap.centralnic.com/store/', 'store'],
  ['https://rdap.centralnic.com/tech/', 'tech'],
  ['https://rdap.centralnic.com/xyz/', 'xyz'],
  ['https://rdap.gmoregistry.net/rdap/', 'shop'],
  ['https://rdap.registry.cloud/rdap/', 'cloud'],
  ['https://rdap.nic.biz/', 'biz'],
  ['https://rdap.ca.fury.ca/rdap/', 'ca'],
  ['https://rdap.cctld.au/rdap/', 'au'],
  ['https://rdap.denic.de/', 'de'],
  ['https://rdap.dns.pl/', 'pl'],
  ['https://rdap.fi/rdap/rdap/', 'fi'],
  ['https://rdap.nic.ch/', 'ch li'],
  ['https://rdap.nic.cz/', 'cz'],
  ['https://rdap.nic.fr/', 'fr'],
  ['https://rdap.nixiregistry.in/rdap/', 'in'],
  ['https://rdap.nominet.uk/uk/', 'uk'],
  ['https://rdap.norid.no/', 'no'],
  ['https://rdap.registro.br/', 'br'],
  ['https://rdap.sgnic.sg/rdap/', 'sg'],
  ['https://rdap.sidn.nl/', 'nl'],
];
const byDomain = new Map(
  servers.flatMap(([base, domains]) => domains.split(' ').map((one) => [one, base] as const)),
);

/** The RDAP server that we know of for names with this ending. */
export function knownRdapServer(ending: string): string | undefined {
  return byDomain.get(ending);
}
