import { cutShort, madeUpImage } from '../image-example.ts';
import { judgeLayers } from '../judge-layers.ts';
import { defineRule, notApplicable, type Rule } from '../rule.ts';

const shownNames = 5;

/** Packages that are for development alone are not in the image. */
export const rule: Rule = defineRule({
  id: 'image/development-packages',
  practice: 'P8',
  severity: 'low',
  confidence: 'certain',
  cwe: 1104,
  controls: ['asvs5:15.2.1', 'iso27001:A.8.9'],
  title: 'The image holds no packages that are for development alone',
  why: 'Compilers, linters and test runners are code that attackers can use, and most of what scanners find.',
  fix: 'Install with `npm ci --omit=dev` in the last stage, or build in a stage of its own and copy what it made.',
  needs: ['imageFiles'],
  run({ imageFiles }) {
    if (!imageFiles.hasNodeModules && imageFiles.unread.length === 0)
      return notApplicable('the image holds no node_modules');
    const findings = imageFiles.developmentPackages.map(({ folder, names }) => ({
      place: { file: folder },
      message: `${names.length} packages are for development: ${names.slice(0, shownNames).join(', ')}${names.length > shownNames ? '…' : ''}`,
      identity: folder,
    }));
    return judgeLayers(imageFiles, findings, 'npm lists none');
  },
  examples: [
    { title: 'none', evidence: { imageFiles: madeUpImage() }, expect: 'pass' },
    {
      title: 'a compiler and a test runner',
      evidence: {
        imageFiles: madeUpImage({
          developmentPackages: [{ folder: 'app/node_modules', names: ['typescript', 'jest'] }],
        }),
      },
      expect: 'fail',
      at: ['app/node_modules'],
    },
    {
      title: 'a layer that is cut short',
      evidence: { imageFiles: madeUpImage({ unread: cutShort }) },
      expect: 'unknown',
    },
    {
      title: 'no packages at all',
      evidence: { imageFiles: madeUpImage({ hasNodeModules: false }) },
      expect: 'not-applicable',
    },
  ],
});
