import { lastDayOf } from '../../analysis/host/distribution-releases.ts';
import { cutShort, madeUpImage } from '../image-example.ts';
import { judgeLayers } from '../judge-layers.ts';
import { defineRule, failBy, notApplicable, pass, type Rule, unknown } from '../rule.ts';

const dayMs = 86_400_000;

/** The distribution of the image still gets security updates. */
export const rule: Rule = defineRule({
  id: 'image/os-supported',
  practice: 'I9',
  severity: 'high',
  confidence: 'certain',
  cwe: 1104,
  controls: ['asvs5:15.1.1', 'pci-dss4:6.3.3'],
  title: 'The distribution in the image still gets security updates',
  why: 'After a release has ended nobody mends what is found in it, while everybody reads of it.',
  fix: 'Build on a release that is supported: `FROM node:24-trixie-slim`.',
  needs: ['imageFiles'],
  run({ imageFiles }, { now }) {
    const { distribution, unread, name } = imageFiles;
    if (distribution === undefined)
      return unread.length > 0
        ? judgeLayers(imageFiles, [], '')
        : notApplicable('the image holds no distribution');
    const { id, version, prettyName } = distribution;
    const last = lastDayOf(id, version);
    if (last === undefined)
      return unknown(`it is not known here until when ${prettyName} is supported`);
    if (now < Date.parse(last) + dayMs) return pass(`${prettyName} is supported until ${last}`);
    const message = `${prettyName} has had no security updates since ${last}`;
    return failBy([{ place: { file: name }, message, identity: `${id} ${version}` }], '');
  },
  examples: [
    {
      title: 'a release that is supported',
      evidence: { imageFiles: madeUpImage() },
      expect: 'pass',
    },
    {
      title: 'a release that ended',
      evidence: {
        imageFiles: madeUpImage({
          distribution: { id: 'alpine', version: '3.17.3', prettyName: 'Alpine Linux v3.17' },
        }),
      },
      expect: 'fail',
    },
    {
      title: 'a distribution that the table does not hold',
      evidence: {
        imageFiles: madeUpImage({
          distribution: { id: 'plan9', version: '4', prettyName: 'Plan 9' },
        }),
      },
      expect: 'unknown',
    },
    {
      title: 'a layer that is cut short',
      evidence: { imageFiles: bare(cutShort) },
      expect: 'unknown',
    },
    { title: 'no distribution', evidence: { imageFiles: bare([]) }, expect: 'not-applicable' },
  ],
});

function bare(unread: typeof cutShort): ReturnType<typeof madeUpImage> {
  const { distribution: _, ...rest } = madeUpImage({ unread });
  return rest;
}
