import { isMalice, judgeLook, madeUpHit, madeUpLook, messageOf } from '../advisory-rule.ts';
import type { AdvisoryHit } from '../../analysis/advisories/facts.ts';
import { cutShort, madeUpImage } from '../image-example.ts';
import { judgeLayers } from '../judge-layers.ts';
import { defineRule, type Rule, type RuleFinding } from '../rule.ts';

const hit = madeUpHit({ place: 'app/node_modules/lodash' });

/** No npm package in the image is one that an advisory is about. */
export const rule: Rule = defineRule({
  id: 'image/node-packages',
  practice: 'P8',
  severity: 'high',
  confidence: 'likely',
  cwe: 1395,
  controls: ['asvs5:15.2.1', 'pci-dss4:6.3.3'],
  title: 'No npm package in the image is known to be vulnerable',
  why: 'What runs is what the image holds, whatever a lockfile says by now; attackers read advisories too.',
  fix: 'Update the package and build the image again; what came with the base image goes with a newer one, or `RUN npm uninstall -g npm corepack` in the last stage.',
  needs: ['imageFiles', 'imageNodeAdvisories'],
  run({ imageFiles, imageNodeAdvisories }, { now }) {
    const findings = imageNodeAdvisories.hits.map(findingOf);
    const ofLayers = judgeLayers(imageFiles, findings, '');
    return ofLayers.status === 'unknown' ? ofLayers : judgeLook(imageNodeAdvisories, findings, now);
  },
  examples: [
    {
      title: 'nothing known',
      evidence: { imageFiles: madeUpImage(), imageNodeAdvisories: madeUpLook() },
      expect: 'pass',
    },
    {
      title: 'a package of the app, and one that npm itself has',
      evidence: {
        imageFiles: madeUpImage(),
        imageNodeAdvisories: madeUpLook({
          hits: [
            hit,
            madeUpHit({ name: 'tar', place: 'usr/local/lib/node_modules/npm/node_modules/tar' }),
          ],
        }),
      },
      expect: 'fail',
      at: ['app/node_modules/lodash', 'usr/local/lib/node_modules/npm/node_modules/tar'],
    },
    {
      title: 'a layer that is cut short',
      evidence: {
        imageFiles: madeUpImage({ unread: cutShort }),
        imageNodeAdvisories: madeUpLook(),
      },
      expect: 'unknown',
    },
    {
      title: 'no npm packages',
      evidence: { imageFiles: madeUpImage(), imageNodeAdvisories: madeUpLook({ asked: 0 }) },
      expect: 'not-applicable',
    },
  ],
});

/** Package managers of the base image run while it is built, and seldom after. */
const ofBaseImage =
  /^usr\/(?:local\/)?(?:lib|share)\/(?:node_modules|nodejs)\/(?:npm|corepack|yarn)(?:\/|$)/;

function findingOf(found: AdvisoryHit): RuleFinding {
  const { name, place, id, severity } = found;
  return {
    place: { file: place },
    message: messageOf(found),
    identity: `${name} ${id}`,
    severity: ofBaseImage.test(place) && !isMalice(found) ? 'low' : severity,
  };
}
