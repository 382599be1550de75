import type { TlsServer } from '../../analysis/tls/server-facts.ts';
import { CannotCollect, type Collector } from '../collector.ts';
import { requiredSite } from '../required-site.ts';
import { secureEndpoint } from '../tls/secure-endpoint.ts';
import { probeTls } from '../tls/probe.ts';

/** Protocols, suites and groups that the site's server agrees to. */
export const collector: Collector<TlsServer> = {
  title: 'TLS of the site',
  reads: ['network'],
  async collect(source) {
    const endpoint = secureEndpoint(requiredSite(source).url);
    const value = await probeTls(endpoint);
    if (!('failure' in value)) return { value, origin: `${value.host}:${value.port}` };
    throw new CannotCollect(
      `${endpoint.host}:${endpoint.port} talks no TLS (${value.failure})`,
      'give the address by https and the port that it has',
    );
  },
};
