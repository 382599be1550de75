import { madeUpConfig } from '../image-example.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** The image says how to tell that the app is well. */
export const rule: Rule = defineRule({
  id: 'image/healthcheck',
  practice: 'P8',
  severity: 'low',
  confidence: 'possible',
  cwe: 693,
  controls: ['iso27001:A.8.9'],
  title: 'The image says how to tell whether the app is well',
  why: 'A process that hangs is up as far as Docker knows: an attack that stops the app is noticed by visitors first.',
  fix: 'Write `HEALTHCHECK CMD ["node", "healthcheck.js"]`. Kubernetes does not read it: there write a livenessProbe.',
  needs: ['imageConfig'],
  run({ imageConfig: { name, hasHealthcheck, ports, command } }) {
    if (command.length === 0 || ports.length === 0)
      return notApplicable('the image offers no port');
    const message = 'The image has no health check';
    const findings = hasHealthcheck
      ? []
      : [{ place: { file: name }, message, identity: 'healthcheck' }];
    return failBy(findings, 'it has a health check');
  },
  examples: [
    { title: 'there is one', evidence: { imageConfig: madeUpConfig() }, expect: 'pass' },
    {
      title: 'there is none',
      evidence: { imageConfig: madeUpConfig({ hasHealthcheck: false }) },
      expect: 'fail',
    },
    {
      title: 'a program that ends',
      evidence: { imageConfig: madeUpConfig({ hasHealthcheck: false, ports: [] }) },
      expect: 'not-applicable',
    },
  ],
});
