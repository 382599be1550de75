import { lastDayOf } from '../../analysis/host/distribution-releases.ts';
import { defineRule, failBy, pass, type Rule, unknown } from '../rule.ts';
import { madeUpSystem } from '../host-example.ts';

const dayMs = 86_400_000;

/** The distribution still gets security updates. */
export const rule: Rule = defineRule({
  id: 'host/os-supported',
  practice: 'I9',
  severity: 'high',
  confidence: 'certain',
  cwe: 1104,
  controls: ['asvs5:15.1.1', 'pci-dss4:6.3.3'],
  title: 'The operating system still gets security updates',
  why: 'After a release has ended nobody mends what is found in it, while everybody reads of it.',
  fix: 'Move the host to a release that is supported; build the new one beside the old one rather than upgrading in place.',
  needs: ['hostSystem'],
  run({ hostSystem: { distribution, version, prettyName } }, { now }) {
    const last = lastDayOf(distribution, version);
    if (last === undefined)
      return unknown(`it is not known here until when ${prettyName} is supported`);
    if (now < Date.parse(last) + dayMs) return pass(`${prettyName} is supported until ${last}`);
    const message = `${prettyName} has had no security updates since ${last}`;
    return failBy([{ message, identity: `${distribution} ${version}` }], '');
  },
  examples: [
    {
      title: 'a release that is supported',
      evidence: { hostSystem: madeUpSystem() },
      expect: 'pass',
    },
    {
      title: 'on the last day',
      evidence: { hostSystem: madeUpSystem({ version: '11' }) },
      on: '2026-08-31T23:00:00Z',
      expect: 'pass',
    },
    {
      title: 'the day after',
      evidence: { hostSystem: madeUpSystem({ version: '11' }) },
      on: '2026-09-01T00:00:00Z',
      expect: 'fail',
    },
    {
      title: 'a release that ended',
      evidence: { hostSystem: madeUpSystem({ distribution: 'ubuntu', version: '18.04' }) },
      expect: 'fail',
    },
    {
      title: 'a release that calls itself by year and month',
      evidence: { hostSystem: madeUpSystem({ distribution: 'amzn', version: '2018.03' }) },
      expect: 'fail',
    },
    {
      title: 'a distribution that the table does not hold',
      evidence: { hostSystem: madeUpSystem({ distribution: 'plan9', version: '4' }) },
      expect: 'unknown',
    },
  ],
});
