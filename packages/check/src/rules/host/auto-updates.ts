import { defineRule, failBy, notApplicable, pass, type Rule } from '../rule.ts';
import { madeUpSystem, madeUpUpdates } from '../host-example.ts';

/** Security updates are installed without anybody thinking of it. */
export const rule: Rule = defineRule({
  id: 'host/auto-updates',
  practice: 'I9',
  severity: 'medium',
  confidence: 'likely',
  cwe: 1104,
  controls: ['asvs5:15.1.1', 'pci-dss4:6.3.3'],
  title: 'Security updates are installed by themselves',
  why: 'What has to be thought of is forgotten, on the host that nobody looks at first.',
  fix: 'Debian and Ubuntu: `apt-get install unattended-upgrades && dpkg-reconfigure -plow unattended-upgrades`. Fedora and its kin: `dnf install dnf-automatic && systemctl enable --now dnf-automatic-install.timer`.',
  needs: ['hostSystem', 'hostUpdates'],
  run({ hostSystem, hostUpdates: { automatic } }) {
    if (hostSystem.isContainer) return notApplicable('a container is replaced, not updated');
    if (automatic !== undefined) return pass(`${automatic} installs them`);
    const message = 'Nothing installs security updates by itself';
    return failBy([{ message, identity: 'no automatic updates' }], '');
  },
  examples: [
    {
      title: 'unattended-upgrades',
      evidence: {
        hostSystem: madeUpSystem(),
        hostUpdates: madeUpUpdates({ automatic: 'unattended-upgrades' }),
      },
      expect: 'pass',
    },
    {
      title: 'nothing',
      evidence: { hostSystem: madeUpSystem(), hostUpdates: madeUpUpdates() },
      expect: 'fail',
    },
    {
      title: 'a container',
      evidence: { hostSystem: madeUpSystem({ isContainer: true }), hostUpdates: madeUpUpdates() },
      expect: 'not-applicable',
    },
  ],
});
