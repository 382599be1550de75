import type { ServerCertificate } from '../../analysis/tls/server-facts.ts';
import { CannotCollect, type Collector } from '../collector.ts';
import { requiredSite } from '../required-site.ts';
import { probeCertificate } from '../tls/certificate.ts';
import { secureEndpoint } from '../tls/secure-endpoint.ts';

/** The certificates that the site sends, and whether Node.js trusts them. */
export const collector: Collector<ServerCertificate> = {
  title: 'certificate of the site',
  reads: ['network'],
  async collect(source) {
    const endpoint = secureEndpoint(requiredSite(source).url);
    const value = await probeCertificate(endpoint);
    if (!('failure' in value)) return { value, origin: `${value.host}:${value.port}` };
    throw new CannotCollect(
      `${endpoint.host}:${endpoint.port} shows no certificate (${value.failure})`,
      'give the address by https and the port that it has',
    );
  },
};
