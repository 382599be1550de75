import { CannotCollect } from '../collector.ts';
import type { Endpoint } from './endpoint.ts';

/** Where a site talks TLS: for a plain address without a port of its own at 443. */
export function secureEndpoint({ protocol, hostname, port }: URL): Endpoint {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol === 'https:') return { host, port: port === '' ? 443 : Number(port) };
  if (port === '') return { host, port: 443 };
  throw new CannotCollect(`port ${port} of ${host} is plain HTTP`, 'give the address by https');
}
