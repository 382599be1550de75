import type { StartTls } from './server-facts.ts';

/** How TLS begins with what an address names. */
export interface TlsScheme {
  /** The port when the address has none. */
  readonly port: number;
  /** Absent where TLS is spoken from the first byte on. */
  readonly startTls?: StartTls;
}

/** Addresses of servers other than sites, by the scheme of RFCs, drivers and mail programs. */
const tlsSchemes: Readonly<Record<string, TlsScheme>> = {
  smtp: { port: 25, startTls: 'smtp' },
  smtps: { port: 465 },
  imap: { port: 143, startTls: 'imap' },
  imaps: { port: 993 },
  pop3: { port: 110, startTls: 'pop3' },
  pop3s: { port: 995 },
  ftp: { port: 21, startTls: 'ftp' },
  ftps: { port: 990 },
  ldap: { port: 389, startTls: 'ldap' },
  ldaps: { port: 636 },
  postgres: { port: 5432, startTls: 'postgres' },
  postgresql: { port: 5432, startTls: 'postgres' },
  mysql: { port: 3306, startTls: 'mysql' },
  mariadb: { port: 3306, startTls: 'mysql' },
  xmpp: { port: 5222, startTls: 'xmpp' },
  xmpps: { port: 5223 },
  rediss: { port: 6379 },
  amqps: { port: 5671 },
};

/** Whether an address is that of a server with TLS other than a site. */
export function isTlsAddress({ protocol }: URL): boolean {
  return tlsSchemeOf(protocol) !== undefined;
}

/** The scheme of an address (`smtp:`) that is no site's; undefined for sites and all else. */
export function tlsSchemeOf(protocol: string): TlsScheme | undefined {
  const name = protocol.replace(/:$/, '');
  return Object.hasOwn(tlsSchemes, name) ? tlsSchemes[name] : undefined;
}
