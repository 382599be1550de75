import { layer, madeUpImage } from '../image-example.ts';
import { broughtBy } from '../judge-layers.ts';
import { layerRule } from '../layer-rule.ts';
import type { Rule } from '../rule.ts';

/** Nothing of the machine that built the image is in it. */
export const rule: Rule = layerRule({
  id: 'image/leftovers',
  practice: 'P8',
  severity: 'medium',
  confidence: 'certain',
  cwe: 538,
  controls: ['asvs5:13.4.1', 'iso27001:A.8.12'],
  title: 'No history of the code, environment file or credentials of people are in the image',
  why: 'The history holds what was deleted from the code long ago, an .env what no code holds.',
  fix: 'Write .dockerignore with `.git`, `**/.env`, `**/.env.*` and build anew; better copy only what the app needs.',
  findings({ leftovers }) {
    return leftovers.map(({ path, what, layer: by, isHidden }) => ({
      place: { file: path },
      message: `The image holds ${what}, from ${broughtBy(by)}${isHidden ? '; a later layer only hides it' : ''}`,
      identity: what,
    }));
  },
  fact: () => 'nothing of that kind is in it',
  examples: [
    { title: 'nothing', evidence: { imageFiles: madeUpImage() }, expect: 'pass' },
    {
      title: 'the history of the code, and an .env that was deleted',
      evidence: {
        imageFiles: madeUpImage({
          leftovers: [
            { path: 'app/.git/HEAD', what: 'the history of the code', layer, isHidden: false },
            { path: 'app/.env', what: 'an environment file', layer, isHidden: true },
          ],
        }),
      },
      expect: 'fail',
      at: ['app/.git/HEAD', 'app/.env'],
    },
  ],
});
