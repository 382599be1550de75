import { isInner } from '../../analysis/host/listening.ts';
import { dataStorePorts } from '../../analysis/host/ports.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';
import { listener } from '../host-example.ts';

/** Databases answer nobody but the apps. */
export const rule: Rule = defineRule({
  id: 'host/data-stores',
  practice: 'P6',
  severity: 'high',
  confidence: 'likely',
  cwe: 668,
  controls: ['pci-dss4:2.2.6'],
  title: 'Data stores listen for this host only',
  why: 'A database that answers the net is found by scanners within hours; many of those that were emptied had no password at all.',
  fix: 'Bind it to 127.0.0.1 or to the address of the private network (`listen_addresses`, `bind-address`, `bind`), and let the firewall refuse its port from elsewhere.',
  needs: ['hostListeners'],
  run({ hostListeners }) {
    const stores = hostListeners.filter(
      ({ port, protocol }) => dataStorePorts[port] && protocol === 'tcp',
    );
    if (stores.length === 0) return notApplicable('no data store listens here');
    return failBy(
      stores
        .filter(({ address }) => !isInner(address))
        .map(({ address, port, program }) => ({
          place: { file: `${address.includes(':') ? `[${address}]` : address}:${port}` },
          message: `${dataStorePorts[port] ?? ''}${program === undefined ? '' : ` (${program})`} listens on every address of this host`,
          identity: String(port),
        })),
      `${stores.map(({ port }) => dataStorePorts[port]).join(', ')}: for this host or its private network only`,
    );
  },
  examples: [
    {
      title: 'for this host',
      evidence: { hostListeners: [listener(5432, { address: '127.0.0.1' }), listener(443)] },
      expect: 'pass',
    },
    {
      title: 'in the private network',
      evidence: { hostListeners: [listener(6379, { address: '10.0.3.7' })] },
      expect: 'pass',
    },
    {
      title: 'for everybody',
      evidence: { hostListeners: [listener(5432), listener(27017, { address: '::' })] },
      expect: 'fail',
      at: ['0.0.0.0:5432', '[::]:27017'],
    },
    { title: 'none', evidence: { hostListeners: [listener(443)] }, expect: 'not-applicable' },
  ],
});
