import { isLoopback } from '../site/exchange.ts';
import type { StartTls } from './server-facts.ts';

interface Place {
  readonly host: string;
  readonly port: number;
  readonly startTls?: StartTls;
}

/** `shop.example:443`, `[::1]:8443`. */
export function whereIs({ host, port }: Place): string {
  return `${inAddress(host)}:${port}`;
}

/** True for a server that only this machine reaches. */
export function isThisMachine({ host }: Pick<Place, 'host'>): boolean {
  return isLoopback(`https://${inAddress(host)}`);
}

/** The findings, each with the address of the server as its place. */
export function located<Finding>(
  { host, port, startTls }: Place,
  findings: readonly Finding[],
): (Finding & { readonly place: { readonly file: string } })[] {
  const file = new URL(`${startTls ?? 'https'}://${inAddress(host)}:${port}`).href;
  return findings.map((finding) => ({ ...finding, place: { file } }));
}

function inAddress(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
