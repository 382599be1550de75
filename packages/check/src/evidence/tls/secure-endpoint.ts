import { tlsSchemeOf } from '../../analysis/tls/tls-schemes.ts';
import { CannotCollect } from '../collector.ts';
import type { Endpoint } from './endpoint.ts';

/** Where a site, or a server of another kind, talks TLS: for a plain site without a port of its own at 443. */
export function secureEndpoint({ protocol, hostname, port }: URL): Endpoint {
  const host = hostname.replace(/^\[|\]$/g, '');
  const scheme = tlsSchemeOf(protocol);
  if (scheme !== undefined)
    return {
      host,
      port: port === '' ? scheme.port : Number(port),
      ...(scheme.startTls && { startTls: scheme.startTls }),
    };
  if (protocol === 'https:') return { host, port: port === '' ? 443 : Number(port) };
  if (port === '') return { host, port: 443 };
  throw new CannotCollect(`port ${port} of ${host} is plain HTTP`, 'give the address by https');
}
