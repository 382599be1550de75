import { madeUpImage } from '../image-example.ts';
import { layerRule } from '../layer-rule.ts';
import type { Rule } from '../rule.ts';

const mostShown = 20;

/** No entry of a layer leads out of the image. */
export const rule: Rule = layerRule({
  id: 'image/paths',
  practice: 'P8',
  severity: 'high',
  confidence: 'certain',
  cwe: 22,
  controls: ['asvs5:5.3.3', 'iso27001:A.8.9'],
  title: 'No layer holds a path that leads out of the image',
  why: 'Builders never write such entries: who made this one means to write files on the machine that unpacks it.',
  fix: 'Do not start or unpack the image. Find out who built it, and build it anew from sources that you know.',
  findings({ strayPaths }) {
    return strayPaths.slice(0, mostShown).map((path) => ({
      place: { file: path },
      message: 'This entry of a layer leads out of the image',
      identity: path,
    }));
  },
  fact: ({ entries }) => `${entries} entries stay inside`,
  examples: [
    { title: 'all inside', evidence: { imageFiles: madeUpImage() }, expect: 'pass' },
    {
      title: 'one that steps out',
      evidence: { imageFiles: madeUpImage({ strayPaths: ['../../etc/cron.d/x'] }) },
      expect: 'fail',
    },
  ],
});
