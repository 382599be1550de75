import { madeUpConfig } from '../image-example.ts';
import { defineRule, failBy, type Rule, unknown } from '../rule.ts';

const dayMs = 86_400_000;
const mostDays = 90;
/** Builds that are the same each time write a day long past. */
const firstDay = Date.parse('2013-03-20');

/** The image was built within the last three months. */
export const rule: Rule = defineRule({
  id: 'image/age',
  practice: 'P8',
  severity: 'low',
  confidence: 'likely',
  cwe: 1104,
  controls: ['asvs5:15.2.1', 'pci-dss4:6.3.3'],
  title: 'The image was built within the last 90 days',
  why: 'Security updates of the distribution and of Node.js come into an image only when it is built again.',
  fix: 'Build it anew with `docker build --pull`, and have CI do so every week.',
  needs: ['imageConfig'],
  run({ imageConfig: { name, created } }, { now }) {
    const at = created === undefined ? Number.NaN : Date.parse(created);
    if (Number.isNaN(at) || at < firstDay)
      return unknown('when it was built: the image does not tell, the registry does');
    const days = Math.floor((now - at) / dayMs);
    const message = `The image was built ${days} days ago`;
    return failBy(
      days > mostDays ? [{ place: { file: name }, message, identity: 'age' }] : [],
      message,
    );
  },
  examples: [
    { title: 'five days old', evidence: { imageConfig: madeUpConfig() }, expect: 'pass' },
    {
      title: 'ninety days old',
      evidence: { imageConfig: madeUpConfig({ created: '2026-08-27T00:00:00Z' }) },
      expect: 'pass',
    },
    {
      title: 'ninety-one days old',
      evidence: { imageConfig: madeUpConfig({ created: '2026-08-26T00:00:00Z' }) },
      expect: 'fail',
    },
    {
      title: 'built to be the same each time',
      evidence: { imageConfig: madeUpConfig({ created: '1970-01-01T00:00:00Z' }) },
      expect: 'unknown',
    },
  ],
});
