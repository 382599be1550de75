import { isInner } from '../../analysis/host/listening.ts';
import { plainPorts } from '../../analysis/host/ports.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';
import { listener } from '../host-example.ts';

/** No service takes passwords in the open. */
export const rule: Rule = defineRule({
  id: 'host/plain-listeners',
  practice: 'I10',
  severity: 'medium',
  confidence: 'likely',
  cwe: 319,
  controls: ['asvs5:12.2.1', 'pci-dss4:4.2.1'],
  title: 'No service listens that speaks in the open by design',
  why: 'Whoever is on the way reads what such services carry, passwords first.',
  fix: 'Stop it and take its encrypted kin: ssh for telnet and rsh, sftp for ftp and tftp, SNMPv3, LDAPS.',
  needs: ['hostListeners'],
  run({ hostListeners }) {
    const reachable = hostListeners.filter(({ address }) => !isLoopback(address));
    if (reachable.length === 0) return notApplicable('nothing listens but for this host');
    return failBy(
      reachable
        .filter(({ port, protocol }) => plainPorts[`${protocol}/${port}`] !== undefined)
        .map(({ address, port, protocol }) => ({
          place: { file: `${address.includes(':') ? `[${address}]` : address}:${port}` },
          message: `${plainPorts[`${protocol}/${port}`] ?? ''} listens`,
          identity: `${protocol}/${port}`,
          ...(isInner(address) && { severity: 'low' as const }),
        })),
      `${reachable.length} open ports, none of a service that is plain by design`,
    );
  },
  examples: [
    {
      title: 'ssh and https',
      evidence: { hostListeners: [listener(22), listener(443)] },
      expect: 'pass',
    },
    {
      title: 'telnet and tftp',
      evidence: { hostListeners: [listener(23), listener(69, { protocol: 'udp' })] },
      expect: 'fail',
      at: ['0.0.0.0:23', '0.0.0.0:69'],
    },
    {
      title: 'a number that only UDP gives to a plain service',
      evidence: { hostListeners: [listener(69), listener(161)] },
      expect: 'pass',
    },
    {
      title: 'for this host only',
      evidence: { hostListeners: [listener(23, { address: '127.0.0.1' })] },
      expect: 'not-applicable',
    },
  ],
});

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}
