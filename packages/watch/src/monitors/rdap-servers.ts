/**
 * RDAP servers of registries, written down by hand: some endings, not IANA's bootstrap file
 * (RFC 9224), and not kept up with it. Settings with a server of their own overrule a wrong or
 * missing one.
 */
const servers: readonly (readonly [base: string, domains: string])[] = [
  ['https://rdap.verisign.com/com/v1/', 'com'],
  ['https://rdap.verisign.com/net/v1/', 'net'],
  ['https://tld-rdap.verisign.com/cc/v1/', 'cc'],
  ['https://tld-rdap.verisign.com/tv/v1/', 'tv'],
  ['https://rdap.publicinterestregistry.org/rdap/', 'org charity foundation gives giving ngo ong'],
  ['https://pubapi.registry.google/rdap/', 'app day dev foo how new page'],
  [
    'https://rdap.identitydigital.services/rdap/',
    'agency ai bio digital email info io live me media network news services software solutions studio systems team technology tools world',
  ],
  ['https://rdap.centralnic.com/xyz/', 'xyz'],
  ['https://rdap.nic.biz/', 'biz'],
  ['https://rdap.registro.br/', 'br'],
  ['https://rdap.nic.cz/', 'cz'],
  ['https://rdap.nic.fr/', 'fr'],
  ['https://rdap.sidn.nl/', 'nl'],
  ['https://rdap.norid.no/', 'no'],
  ['https://rdap.nominet.uk/uk/', 'uk'],
];
const byDomain = new Map(
  servers.flatMap(([base, domains]) => domains.split(' ').map((one) => [one, base] as const)),
);

/** The RDAP server that knows a name; `undefined` when none is known for its last label. */
export function rdapServerOf(name: string): string | undefined {
  return byDomain.get(name.slice(name.lastIndexOf('.') + 1));
}
