import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';
import { madeUpMeans, madeUpSystem } from '../host-example.ts';

/** Logs outlive a restart. */
export const rule: Rule = defineRule({
  id: 'host/logs-kept',
  practice: 'I6',
  severity: 'low',
  confidence: 'certain',
  cwe: 778,
  controls: ['asvs5:16.3.3'],
  title: 'Logs of the host outlive a restart',
  why: 'A crash or a restart by an intruder would take with it what happened before.',
  fix: '`Storage=persistent` in /etc/systemd/journald.conf, then `systemctl restart systemd-journald`; or install rsyslog.',
  needs: ['hostSystem', 'hostMeans'],
  run({ hostSystem, hostMeans: { keepsLogs } }) {
    if (hostSystem.isContainer) return notApplicable('the host of a container keeps its output');
    return failBy(
      keepsLogs ? [] : [{ message: 'The journal is kept in memory only', identity: 'volatile' }],
      'they are kept on the disk',
    );
  },
  examples: [
    {
      title: 'kept',
      evidence: { hostSystem: madeUpSystem(), hostMeans: madeUpMeans() },
      expect: 'pass',
    },
    {
      title: 'in memory',
      evidence: {
        hostSystem: madeUpSystem(),
        hostMeans: madeUpMeans({}, { keepsLogs: false }),
      },
      expect: 'fail',
    },
    {
      title: 'a container',
      evidence: {
        hostSystem: madeUpSystem({ isContainer: true }),
        hostMeans: madeUpMeans({}, { keepsLogs: false }),
      },
      expect: 'not-applicable',
    },
  ],
});
