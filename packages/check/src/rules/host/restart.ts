import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';
import { madeUpSystem, madeUpUpdates } from '../host-example.ts';

/** What runs is what is installed. */
export const rule: Rule = defineRule({
  id: 'host/restart',
  practice: 'I9',
  severity: 'medium',
  confidence: 'certain',
  cwe: 1104,
  controls: ['asvs5:15.2.1', 'pci-dss4:6.3.3'],
  title: 'The host has been restarted since the updates that ask for it',
  why: 'A kernel or library that was updated on the disk goes on running in its old form, holes included, until a restart.',
  fix: 'Restart the host, one after the other where there are several; `needrestart` tells what else runs in an old form.',
  needs: ['hostSystem', 'hostUpdates'],
  run({ hostSystem, hostUpdates: { restartReasons } }) {
    if (hostSystem.isContainer) return notApplicable('a container runs on the kernel of its host');
    return failBy(
      restartReasons.map((reason) => ({
        message: `A restart is due: ${reason}`,
        identity: 'restart',
      })),
      `the running kernel is ${hostSystem.kernel}, and no update asked for a restart`,
    );
  },
  examples: [
    {
      title: 'no reason',
      evidence: { hostSystem: madeUpSystem(), hostUpdates: madeUpUpdates() },
      expect: 'pass',
    },
    {
      title: 'a newer kernel is installed',
      evidence: {
        hostSystem: madeUpSystem(),
        hostUpdates: madeUpUpdates({
          restartReasons: ['kernel 6.1.0-27-amd64 runs, 6.1.0-28-amd64 is installed'],
        }),
      },
      expect: 'fail',
    },
    {
      title: 'a container',
      evidence: { hostSystem: madeUpSystem({ isContainer: true }), hostUpdates: madeUpUpdates() },
      expect: 'not-applicable',
    },
  ],
});
