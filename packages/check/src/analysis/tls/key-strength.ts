import { rsaBitsLikeCurve } from '@castellan/core/tls';
import { cipherSuites } from './cipher-suites.ts';
import { namedGroup } from './named-groups.ts';
import type { TlsServer } from './server-facts.ts';

/** The weakest of the temporary keys that a server agrees to, as bits of RSA; undefined without any. */
export function weakestTemporaryKey({ dhPrimes, curves, groups }: TlsServer): number | undefined {
  const elliptic = [...curves, ...groups].flatMap((code) => {
    const group = namedGroup(code);
    if (group === undefined) return [];
    return group.isFiniteField ? group.bits : rsaBitsLikeCurve(group.bits);
  });
  const sizes = [...dhPrimes.map(({ bits }) => bits), ...elliptic];
  return sizes.length === 0 ? undefined : Math.min(...sizes);
}

/** Suites of a server up to TLS 1.2 and of TLS 1.3, each once. */
export function suitesOf({ protocols }: TlsServer): number[] {
  const codes = protocols
    .filter(({ protocol }) => protocol !== 'SSLv2')
    .flatMap(({ suites }) => suites);
  return [...new Set(codes)].filter((code) => cipherSuites.has(code));
}
