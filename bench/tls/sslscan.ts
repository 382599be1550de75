import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Protocol, protocols } from '../../packages/core/src/tls/index.ts';
import type { StartTls } from '../../packages/check/src/analysis/tls/server-facts.ts';

/** `TLSv1.2 C030` for every suite that was accepted, and the protocols that were found. */
export interface Sight {
  readonly protocols: ReadonlySet<Protocol>;
  readonly suites: ReadonlySet<string>;
}

/** Protocols whose suites sslscan cannot list, being built on an OpenSSL without them. */
export const unlisted: ReadonlySet<Protocol> = new Set(['SSLv2', 'SSLv3']);

/** How sslscan is told to talk a server into TLS. */
const flagsFor: Readonly<Record<StartTls, string>> = {
  smtp: '--starttls-smtp',
  imap: '--starttls-imap',
  pop3: '--starttls-pop3',
  ftp: '--starttls-ftp',
  ldap: '--starttls-ldap',
  postgres: '--starttls-psql',
  mysql: '--starttls-mysql',
  xmpp: '--starttls-xmpp',
};

/** What sslscan sees, as its XML tells it. */
export async function sslscan(port: number, startTls?: StartTls): Promise<Sight> {
  const flags = startTls === undefined ? [] : [flagsFor[startTls]];
  const args = [...flags, '--xml=-', `127.0.0.1:${port}`];
  const { stdout } = await promisify(execFile)('sslscan', args, { maxBuffer: 10_000_000 });
  const found = new Set<Protocol>();
  for (const [, type, version] of stdout.matchAll(
    /<protocol type="(\w+)" version="([\d.]+)" enabled="1"/g,
  ))
    found.add(protocolNamed(type === 'ssl' ? `SSLv${version}` : `TLSv${version}`));
  const suites = new Set<string>();
  for (const [line] of stdout.matchAll(/<cipher status="(?:accepted|preferred)"[^>]*>/g)) {
    const protocol = /sslversion="([^"]+)"/.exec(line)?.[1] ?? '';
    const code = /id="0x([0-9A-Fa-f]+)"/.exec(line)?.[1] ?? '';
    suites.add(suiteKey(protocolNamed(protocol), Number.parseInt(code, 16)));
  }
  return { protocols: found, suites };
}

export function suiteKey(protocol: Protocol, code: number): string {
  return `${protocol} ${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function protocolNamed(name: string): Protocol {
  const found = protocols.find((one) => one === name || one === `${name}.0`);
  if (found === undefined) throw new Error(`sslscan names a protocol ${name}`);
  return found;
}
