import { X509Certificate } from 'node:crypto';
import type { HostCertificate } from '../../analysis/host/facts.ts';
import type { Collector } from '../collector.ts';
import { type Host, textOf } from '../host/host.ts';
import { requiredHost } from '../host/host-source.ts';

const mostFiles = 200;
const ofCertificates = /\.(?:pem|crt|cer)$/;

/** Certificates in the usual places of servers; those that come with the system are not among them. */
export const collector: Collector<readonly HostCertificate[]> = {
  title: 'certificates of the host',
  reads: ['files'],
  async collect(source) {
    const host = requiredHost(source);
    const value: HostCertificate[] = [];
    for (const file of (await filesOf(host)).slice(0, mostFiles)) {
      const certificate = certificateIn((await textOf(host, file)) ?? '');
      if (certificate !== undefined) value.push({ file, ...certificate });
    }
    return { value, origin: '/etc/letsencrypt, /etc/nginx, /etc/haproxy, /etc/ssl/private' };
  },
};

async function filesOf(host: Host): Promise<string[]> {
  const live = '/etc/letsencrypt/live';
  const names = ((await host.entries(live)) ?? []).map((name) => `${live}/${name}/fullchain.pem`);
  const folders = [
    '/etc/nginx',
    '/etc/nginx/ssl',
    '/etc/nginx/certs',
    '/etc/haproxy',
    '/etc/haproxy/certs',
    '/etc/ssl/private',
    '/etc/caddy',
  ];
  const others = await Promise.all(
    folders.map(async (folder) =>
      ((await host.entries(folder)) ?? [])
        .filter((name) => ofCertificates.test(name))
        .map((name) => `${folder}/${name}`),
    ),
  );
  return [...names, ...others.flat()];
}

/** The first certificate of a file; a key beside it is passed over. */
function certificateIn(text: string): Omit<HostCertificate, 'file'> | undefined {
  const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(text)?.[0];
  if (pem === undefined) return undefined;
  try {
    const { subject, validFromDate, validToDate } = new X509Certificate(pem);
    return { subject, from: validFromDate.getTime(), until: validToDate.getTime() };
  } catch {
    return undefined;
  }
}
