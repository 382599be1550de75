import { dataStorePorts } from '../../analysis/host/ports.ts';
import { defineRule, failBy, notApplicable, pass, type Rule } from '../rule.ts';
import { listener, madeUpMeans } from '../host-example.ts';

/** Caches and indexes can be filled anew. */
const rebuilt = new Set(['Redis', 'Memcached', 'Elasticsearch']);

/** Whoever holds data has a backup running. */
export const rule: Rule = defineRule({
  id: 'host/backup-job',
  practice: 'I2',
  severity: 'high',
  confidence: 'likely',
  cwe: 693,
  controls: [],
  title: 'A host that holds a database has a backup that runs by itself',
  why: 'Disks die, and whoever breaks in for ransom deletes what can be deleted: without a backup that is the end of the data.',
  fix: 'Schedule one with a timer (pgBackRest, `pg_dump`, `mariadb-dump`, restic…), send it off the host, encrypted, and try restoring it. Where your provider does it, attest that: castellan accept.',
  needs: ['hostListeners', 'hostMeans'],
  run({ hostListeners, hostMeans: { means } }) {
    const stores = [
      ...new Set(
        hostListeners.flatMap(({ port, protocol }) => {
          const store = protocol === 'tcp' ? dataStorePorts[port] : undefined;
          return store === undefined || rebuilt.has(store) ? [] : [store];
        }),
      ),
    ];
    if (stores.length === 0) return notApplicable('no database runs here');
    const [found] = means.backup;
    if (found !== undefined) return pass(found);
    const message = `${stores.join(' and ')} ${stores.length === 1 ? 'runs' : 'run'} here, and no backup is scheduled`;
    return failBy([{ message, identity: stores.join() }], '');
  },
  examples: [
    {
      title: 'a dump every night',
      evidence: {
        hostListeners: [listener(5432, { address: '127.0.0.1' })],
        hostMeans: madeUpMeans({ backup: ['pg_dump is scheduled by /etc/cron.d/dump'] }),
      },
      expect: 'pass',
    },
    {
      title: 'none',
      evidence: {
        hostListeners: [listener(5432, { address: '127.0.0.1' })],
        hostMeans: madeUpMeans(),
      },
      expect: 'fail',
    },
    {
      title: 'a cache only',
      evidence: {
        hostListeners: [listener(6379, { address: '127.0.0.1' })],
        hostMeans: madeUpMeans(),
      },
      expect: 'not-applicable',
    },
  ],
});
