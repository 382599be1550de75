import { madeUpImage } from '../image-example.ts';
import { layerRule } from '../layer-rule.ts';
import type { Rule } from '../rule.ts';

/** Below it nobody downloads noticeably more. */
const fewBytes = 1_000_000;

/** What package managers keep for themselves is not in the image. */
export const rule: Rule = layerRule({
  id: 'image/caches',
  practice: 'P8',
  severity: 'low',
  confidence: 'certain',
  cwe: 1104,
  controls: ['iso27001:A.8.9'],
  title: 'The image holds no caches of package managers',
  why: 'Caches make the image larger, and scanners report old packages in them that nobody runs.',
  fix: 'Clean up in the same step: `apt-get install … && rm -rf /var/lib/apt/lists/*`; for npm `RUN --mount=type=cache,target=/root/.npm npm ci`.',
  findings({ caches }) {
    return caches
      .filter(({ bytes }) => bytes >= fewBytes)
      .map(({ folder, bytes }) => ({
        place: { file: folder },
        message: `${Math.round(bytes / 1_000_000)} MB in ${folder} are kept by a package manager for itself`,
        identity: folder,
      }));
  },
  fact: () => 'caches take less than 1 MB',
  examples: [
    { title: 'none', evidence: { imageFiles: madeUpImage() }, expect: 'pass' },
    {
      title: 'next to nothing',
      evidence: { imageFiles: keeping('var/cache/apk', 999_999) },
      expect: 'pass',
    },
    {
      title: 'lists of apt',
      evidence: { imageFiles: keeping('var/lib/apt/lists', 19_000_000) },
      expect: 'fail',
    },
  ],
});

function keeping(folder: string, bytes: number): ReturnType<typeof madeUpImage> {
  return madeUpImage({ caches: [{ folder, bytes }] });
}
