import { isLoopback } from '../site/exchange.ts';

interface Place {
  readonly host: string;
  readonly port: number;
}

/** `shop.example:443`, `[::1]:8443`. */
export function whereIs({ host, port }: Place): string {
  return `${inAddress(host)}:${port}`;
}

/** True for a server that only this machine reaches. */
export function isThisMachine({ host }: Pick<Place, 'host'>): boolean {
  return isLoopback(`https://${inAddress(host)}`);
}

function inAddress(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
