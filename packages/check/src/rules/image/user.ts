import { madeUpConfig } from '../image-example.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** A container of the image does not start as root. */
export const rule: Rule = defineRule({
  id: 'image/user',
  practice: 'I5',
  severity: 'high',
  confidence: 'certain',
  cwe: 250,
  controls: ['asvs5:13.2.2', 'pci-dss4:7.2.2'],
  title: 'Containers of the image run as a user that is not root',
  why: 'Who breaks into a process that runs as root owns the container, and a flaw of the kernel or a mount away, the host.',
  fix: 'Write `USER node` (or a number, `USER 1000`) as the last step before CMD.',
  needs: ['imageConfig'],
  run({ imageConfig: { name, user, command, system } }) {
    if (command.length === 0) return notApplicable('the image starts nothing by itself');
    if (system === 'windows') return notApplicable('an image for Windows has no root');
    const isRoot = user === '' || /^(root|0+)(:|$)/.test(user);
    const message =
      user === '' ? 'The image runs as root: it names no user' : `The image runs as root: ${user}`;
    const findings = isRoot ? [{ place: { file: name }, message, identity: 'root' }] : [];
    return failBy(findings, `it runs as ${user}`);
  },
  examples: [
    { title: 'a user by name', evidence: { imageConfig: madeUpConfig() }, expect: 'pass' },
    {
      title: 'by number and group',
      evidence: { imageConfig: madeUpConfig({ user: '1000:1000' }) },
      expect: 'pass',
    },
    {
      title: 'nobody named',
      evidence: { imageConfig: madeUpConfig({ user: '' }) },
      expect: 'fail',
    },
    {
      title: 'root with a group',
      evidence: { imageConfig: madeUpConfig({ user: '0:1000' }) },
      expect: 'fail',
    },
    {
      title: 'a base without a command',
      evidence: { imageConfig: madeUpConfig({ command: [], user: '' }) },
      expect: 'not-applicable',
    },
    {
      title: 'an image for Windows',
      evidence: { imageConfig: madeUpConfig({ system: 'windows', user: '' }) },
      expect: 'not-applicable',
    },
  ],
});
